/**
 * The scores that the rows have while training goes on, read from the memory of the kernels, as sums
 * in units of an entry. A row that is trained on has what the other rows say of it; one that is kept
 * has what all of them say.
 *
 * @module
 */

import type { Kernels } from "../../../kernels/kernels.ts";
import { unitsOf } from "../../../kernels/boosting_arithmetic.ts";
import type { BoostingLayout } from "./training_layout.ts";
import { fittedRuns, RUN_ROWS } from "./fitted_rows.ts";

/** Sums, rows x classes, with the rows' labels. */
export interface RunningSums {
  readonly sums: Int32Array;
  readonly labels: Uint8Array;
}

/** The sums of the rows that the scale is fitted to, in an order of the kernels' own. */
export function readFittedSums(kernels: Kernels, layout: BoostingLayout): RunningSums {
  const labels = labelsOf(kernels, layout);
  const places: number[] = [];
  for (const first of fittedRuns(layout.rows, layout.classes)) {
    for (let place = first; place < first + RUN_ROWS; place++) {
      if (labels[place]! < 256) places.push(place);
    }
  }
  return readSums(kernels, layout, places, layout.fittedCopy);
}

/** Labels with their flags, padding included. */
export function labelsOf(kernels: Kernels, { labels, vectors }: BoostingLayout): Uint16Array {
  return new Uint16Array(kernels.buffer, labels, vectors * RUN_ROWS);
}

/** The sums of a copy of the rows, 0 for the rows themselves, in some places. */
export function readSums(
  kernels: Kernels,
  layout: BoostingLayout,
  places: readonly number[],
  copy = 0,
): RunningSums {
  const { classes, samples, vectors } = layout;
  const scores = new Int32Array(kernels.buffer, layout.scores, classes * samples);
  const first = copy * vectors * RUN_ROWS;
  const sums = new Int32Array(places.length * classes);
  let at = 0;
  for (const place of places) {
    for (let index = 0; index < classes; index++) {
      sums[at++] = unitsOf(scores[index * samples + first + place]!);
    }
  }
  const labels = labelsOf(kernels, layout);
  return { sums, labels: Uint8Array.from(places, (place) => labels[place]!) };
}
