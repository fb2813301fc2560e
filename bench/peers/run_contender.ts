/**
 * The process of one contender: `run_contender.ts ID OUT [--quick]` runs its trial and writes the
 * figures as JSON to the file OUT. A process of its own keeps the contenders' memory and compiled
 * code apart, and can be ended when its time is up.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { loadDigits } from "../digits.ts";
import { listContenders } from "./contenders.ts";
import { runTrial } from "./trial.ts";

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [id, out] = positionals;
  const contender = listContenders(values.quick).find((contender) => contender.id === id);
  if (!contender || !out) throw new Error(`usage: run_contender.ts ID OUT; no contender ${id}`);
  const figures = await runTrial(contender, await loadDigits());
  await Deno.writeTextFile(out, JSON.stringify(figures));
}
