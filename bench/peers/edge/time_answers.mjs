/**
 * A process that loads what a user ships, answers rows in one batch and one by one, and writes what
 * that took and the answers as JSON.
 *
 * Usage: time_answers.mjs program-url folder-url row-file out-file, the rows as 784 floats each
 *
 * @module
 */

import "./host.mjs";

/** Rounds that count, after some that do not. */
const [ROUNDS, WARM_UP] = [15, 3];
/** Rows that are predicted one by one in a round. */
const SINGLE_ROWS = 500;

const [program, folder, rowFile, out] = Deno.args;
const { load } = await import(program);
const predict = await load(folder);
const rows = new Float32Array((await Deno.readFile(rowFile)).buffer);
const count = rows.length / 784;
const batches = [];
const singles = [];
let answers;
for (let round = -WARM_UP; round < ROUNDS; round++) {
  let start = performance.now();
  answers = Array.from(await predict(rows, count));
  if (round >= 0) batches.push(performance.now() - start);
  start = performance.now();
  for (let row = 0; row < SINGLE_ROWS; row++) {
    await predict(rows.subarray(row * 784, (row + 1) * 784), 1);
  }
  if (round >= 0) singles.push((performance.now() - start) / SINGLE_ROWS);
}
await Deno.writeTextFile(out, JSON.stringify({ batches, singles, answers }));
