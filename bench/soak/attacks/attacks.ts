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

/** None: what others notice of it is the machine's own doing, and the measure of all else. */
const NOTHING: Attack = { name: "nothing", about: "no attack at all", prepare: () => [] };

/** All attacks, in the order in which they are carried out. */
export const ATTACKS: readonly Attack[] = [NOTHING, ...BODIES, ...ANSWERS, ...WORK, ...TEXTS];
