/**
 * A process that reads a data set (`native/main.c` has the form), trains a few times and says how
 * long that took and what memory it needed at most.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- whoever started it reads its output

import { matrixFromBytes, trainBlob } from "../lib/mod.ts";

const ROUNDS = 5;

const bytes = await Deno.readFile(Deno.args[0]!);
const [count, features, hiddenLayers, width, arity] = new Uint32Array(bytes.buffer, 0, 5);
const end = 32 + count! * Math.ceil(features! / 8);
const data = {
  rows: matrixFromBytes(bytes.subarray(32, end), count!, features!),
  labels: bytes.subarray(end),
  classes: ["0", "1"],
};
const network = { hiddenLayers: hiddenLayers!, width: width!, arity: arity! };
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  trainBlob(data, { network, seed: 1 });
  times.push(performance.now() - start);
}
console.log(JSON.stringify({ times: times.slice(1), peak: peakBytes() }));

/** The most memory that this process had in use (Linux), or 0 where that is not known. */
function peakBytes(): number {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
