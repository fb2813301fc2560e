/**
 * Runs a contender in a child process, and ends the child when its time is up.
 *
 * @module
 */

import { pathOf } from "../paths.ts";
import type { Contender } from "./contender.ts";
import { LIMIT_SECONDS } from "./contenders.ts";
import type { Figures } from "./trial.ts";

/** What came of a trial: its figures, or why there are none. */
export type Outcome = Figures | { readonly failure: string };

/** Runs the trial of a contender. Whatever its library has to say goes to stderr. */
export async function runInChild(contender: Contender, quick: boolean): Promise<Outcome> {
  const out = await Deno.makeTempFile({ prefix: "rote-peer-", suffix: ".json" });
  const timeUp = AbortSignal.timeout(LIMIT_SECONDS * 1000);
  try {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--allow-all",
        "--quiet",
        `--config=${pathOf("peers/deno.json")}`,
        pathOf("peers/run_contender.ts"),
        contender.id,
        out,
        ...(quick ? ["--quick"] : []),
      ],
      stdin: "null",
      stdout: "null",
      signal: timeUp,
    }).spawn();
    const { success } = await child.status;
    if (success) return JSON.parse(await Deno.readTextFile(out));
    return { failure: timeUp.aborted ? `not done after ${LIMIT_SECONDS} s` : "failed" };
  } finally {
    await Deno.remove(out);
  }
}
