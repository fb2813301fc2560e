/**
 * Peak memory and growth: each training runs in a process of its own, because a peak never falls.
 *
 * @module
 */

import type { Digits } from "./digits.ts";
import { dataBytes } from "./native_reference.ts";
import type { Measurement } from "./measurement.ts";
import { pathOf } from "./paths.ts";
import { median } from "./turns.ts";
import { DEFAULT_SHAPE } from "../lib/kinds/network/shape.ts";
import { type DataSet, setBit, zeroMatrix } from "../lib/mod.ts";
import { RandomStream } from "../lib/random.ts";

/** How often the large set repeats the small one. */
const TIMES = 10;
/** Of so many bits of a repeated row one is drawn anew. */
const NOISE = 50;

/** Measures the memory and the growth of training. */
export async function measureMemory(folder: string, { training }: Digits): Promise<Measurement[]> {
  const small = `${folder}/small`;
  const large = `${folder}/large`;
  await Deno.writeFile(small, dataBytes(training, DEFAULT_SHAPE, 1));
  await Deno.writeFile(large, dataBytes(tile(training), DEFAULT_SHAPE, 1));
  const one = await trainApart(small);
  const ten = await trainApart(large);
  const rows: Measurement[] = [{
    measure: `train ${TIMES} times ${training.rows.rows} rows`,
    unit: "ms",
    ours: ten.milliseconds,
    reference: one.milliseconds,
    against: "the rows once",
    bar: { atMost: 11 },
  }];
  if (one.peak > 0) {
    rows.unshift({
      measure: "peak memory of a process that trains on MNIST",
      unit: "MB",
      ours: one.peak / 1e6,
      bar: { atMost: 200 },
      note: "VmHWM of a process that reads the packed rows and trains five times",
    });
    rows.push({
      measure: "peak memory of the same, 10 times the rows",
      unit: "MB",
      ours: ten.peak / 1e6,
      reference: one.peak / 1e6,
      against: "the rows once",
      bar: { atMost: TIMES },
    });
  }
  return rows;
}

/** Trains in a process of its own. */
async function trainApart(data: string): Promise<{ milliseconds: number; peak: number }> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", pathOf("training_process.ts"), data],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { times, peak } = JSON.parse(new TextDecoder().decode(stdout));
  return { milliseconds: median(times), peak };
}

/** The rows again and again, each time with other noise. */
function tile({ rows, labels, classes }: DataSet): DataSet {
  const tiled = zeroMatrix(rows.rows * TIMES, rows.columns);
  const random = new RandomStream(1, 0, 3, 2_000);
  for (let time = 0; time < TIMES; time++) tiled.bytes.set(rows.bytes, time * rows.bytes.length);
  const bits = rows.rows * rows.columns * (TIMES - 1);
  for (let noisy = 0; noisy < bits / NOISE; noisy++) {
    const row = rows.rows + random.below(tiled.rows - rows.rows);
    setBit(tiled, row, random.below(rows.columns));
  }
  const all = new Uint8Array(tiled.rows);
  for (let time = 0; time < TIMES; time++) all.set(labels, time * labels.length);
  return { rows: tiled, labels: all, classes };
}
