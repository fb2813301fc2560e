// From sums of entries to scores, in integers alone, as `lib/scores/scores.ts` does it.

import { classes } from "../blob";
import { DECAYS_HIGH, DECAYS_LOW } from "./places";
import { scale } from "./blob";

/** The score of certainty. */
export const SCORE_ONE: u32 = 20_000;

/** What bit i of a distance in 1/4,096 of a logit leaves of a weight, in 1/65,536. */
const DECAYS = memory.data<u16>([
  65520, 65504, 65472, 65408, 65280, 65026, 64520, 63520,
  61565, 57835, 51039, 39750, 24109, 8869, 1200, 22,
]);

/** Works out for each low and each high byte of a distance what its bits leave of a weight. */
export function writeDecays(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    store<u32>(DECAYS_LOW + (byte << 2), decay(32_768, byte, DECAYS));
    store<u32>(DECAYS_HIGH + (byte << 2), decay(65_536, byte, DECAYS + 16));
  }
}

/** Multiplies a weight by the decay of each bit that is set, from the lowest on. */
function decay(weight: u32, byte: u32, decays: usize): u32 {
  for (; byte != 0; byte >>= 1, decays += 2) {
    if (byte & 1) weight = (weight * load<u16>(decays) + 32_768) >> 16;
  }
  return weight;
}

/** The weight of a class that is as far below the largest one, in 1/4,096 of a logit. */
function weightOf(distance: u64): u32 {
  if (distance > 65_535) return 0;
  const low = load<u32>(DECAYS_LOW + ((<u32> distance & 255) << 2));
  const high = load<u32>(DECAYS_HIGH + ((<u32> distance >> 8) << 2));
  return (low * high + 16_384) >> 15;
}

/**
 * Writes the scores of a row.
 *
 * @param sums for each class the sum of its entries, i32; overwritten
 * @param out for each class its score, u16
 * @returns the label
 */
export function scoreRow(sums: usize, out: usize): u32 {
  const end = classes();
  let label: u32 = 0;
  let largest = load<i32>(sums);
  for (let index: u32 = 1; index < end; index++) {
    const sum = load<i32>(sums + (index << 2));
    if (sum > largest) {
      largest = sum;
      label = index;
    }
  }
  let total: u32 = 0;
  for (let at = sums; at < sums + (end << 2); at += 4) {
    const weight = weightOf((<u64> (largest - load<i32>(at)) * scale()) >> 4);
    store<u32>(at, weight);
    total += weight;
  }
  let rest = SCORE_ONE;
  for (let index: u32 = 0; index < end; index++) {
    if (index == label) continue;
    const score = SCORE_ONE * load<u32>(sums + (index << 2)) / total;
    store<u16>(out + (index << 1), score);
    rest -= score;
  }
  store<u16>(out + (label << 1), rest);
  return label;
}
