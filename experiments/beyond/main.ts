/**
 * `deno task beyond`: ladders from the paper's network to the best that Rote has.
 *
 * @module
 */

import { listenForInterrupt } from "../../cli/interrupt.ts";
import { runStudy } from "../command.ts";
import { BEYOND } from "./study.ts";

if (import.meta.main) {
  listenForInterrupt();
  Deno.exit(await runStudy(BEYOND, Deno.args));
}
