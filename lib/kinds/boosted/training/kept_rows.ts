/**
 * The rows that are kept away from a training that may stop early, in the memory of the kernels:
 * they go through the stages as all rows do, without any gradient, and are looked at in between.
 *
 * @module
 */

import { lossOf } from "../../../scores/calibration.ts";
import { KEPT } from "../../../kernels/boosting_record.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import type { BoostingLayout } from "./training_layout.ts";
import { labelsOf, readSums } from "./running_scores.ts";
import { bestCheck, CHECK_TABLES, countChecks, type EarlyStopping } from "./stopping.ts";

/** Notes how wrong the scores of the kept rows are after so many tables. */
export function lookAtKept(kernels: Kernels, layout: BoostingLayout, tables: number): void {
  const flags = labelsOf(kernels, layout);
  const places: number[] = [];
  for (let place = 0; place < flags.length; place++) {
    if (flags[place]! >>> 8 & KEPT) places.push(place);
  }
  const { sums, labels } = readSums(kernels, layout, places);
  const loss = lossOf(sums, labels, layout.classes, layout.scale);
  lossesOf(kernels, layout)[countChecks(tables) - 1] = loss;
}

/** True if training need not go on: there were looks enough after so many tables. */
export function isOver(
  kernels: Kernels,
  layout: BoostingLayout,
  tables: number,
  stopping: EarlyStopping,
): boolean {
  const looks = Math.floor(tables / CHECK_TABLES);
  return bestCheck(lossesOf(kernels, layout).subarray(0, looks), stopping).isOver;
}

/** How many tables were best for the kept rows, once training is over. */
export function countBest(
  kernels: Kernels,
  layout: BoostingLayout,
  stopping: EarlyStopping,
): number {
  const { best } = bestCheck(lossesOf(kernels, layout), stopping);
  return Math.min(layout.tables, (best + 1) * CHECK_TABLES);
}

/** The loss of each look; those that never came are infinite. */
function lossesOf(kernels: Kernels, layout: BoostingLayout): Float64Array {
  return new Float64Array(kernels.buffer, layout.losses, countChecks(layout.tables));
}
