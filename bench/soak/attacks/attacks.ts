/**
 * All attacks.
 *
 * @module
 */

import { ANSWERS } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { BODIES } from "./bodies.ts";
import { TEXTS } from "./texts.ts";
import { WORK } from "./work.ts";

/** All attacks, in the order in which they are carried out. */
export const ATTACKS: readonly Attack[] = [...BODIES, ...ANSWERS, ...WORK, ...TEXTS];
