/**
 * `deno task reproduce`: the paper's tables and figures, made anew and put beside the paper's own.
 *
 * @module
 */

import { listenForInterrupt } from "../cli/interrupt.ts";
import { runStudy } from "./command.ts";
import { REPRODUCTION } from "./reproduction.ts";

if (import.meta.main) {
  listenForInterrupt();
  Deno.exit(await runStudy(REPRODUCTION, Deno.args));
}
