/**
 * How many tables are made from the same view of the rows, before the softmax is worked out again.
 * Tables of a batch do not know of each other: where they say the same, all of them go the whole way
 * that each would go alone. Two Newton steps together still come to rest; more overshoot, and the
 * worse with each batch (decision 0014).
 *
 * @module
 */

import { choosesWires } from "./choosing.ts";
import { type BoostedSettings, countSplits } from "../settings.ts";

/** The most tables of a batch. */
const MOST_TABLES = 16;

/** The most tables of a batch whose wires are chosen, all of them by the same gradients. */
const MOST_CHOSEN = 4;

/** The most steps that the tables of a batch may take together between two classes. */
const MOST_STEPS = 1.8;

/**
 * Tables of a batch: 16, or as many fewer, halved and halved again, as keep the steps that they take
 * together within bounds. One table is always allowed: its step is the rate, at most 1.
 */
export function batchOf(settings: BoostedSettings, classes: number): number {
  // Half of the classes against the rest; with few splits two classes may be in none together.
  const half = classes >> 1;
  const parted = countSplits(settings, classes) < MOST_TABLES
    ? 1
    : 2 * half * (classes - half) / (classes * (classes - 1));
  let batch = choosesWires(settings) ? MOST_CHOSEN : MOST_TABLES;
  while (batch > 1 && batch * settings.rate * parted > MOST_STEPS) batch /= 2;
  return batch;
}
