/**
 * The stages of a boosting run: the rows are packed, the scores are set to zero, then for each batch
 * of tables the tables are made one by one and the samples' scores are changed chunk by chunk. The
 * scores at the end say what scale the answers have.
 *
 * @module
 */

import { VECTOR_BYTES } from "../../../kernels/kernels.ts";
import type { Stages } from "../../../threads/stages.ts";
import { type BoostingLayout, countStages } from "./training_layout.ts";
import { lookAtKept } from "./kept_rows.ts";
import { CHECK_TABLES } from "./stopping.ts";

/** Units (vectors of rows, tables or chunks of samples) of a stage. */
export function unitsOfBoosting(layout: BoostingLayout, stage: number): number {
  if (stage === 0) return layout.vectors;
  if (stage % 2 === 1) return layout.chunks;
  return countTables(layout, stage) + (looksAtKept(layout, stage) ? 1 : 0);
}

/** The stages. */
export const BOOSTING_STAGES: Stages<BoostingLayout> = {
  count: countStages,
  units: unitsOfBoosting,
  // Tables and chunks take long, and there are few of them.
  claim: (stage) => stage === 0 ? 4 : 1,
  work(kernels, layout, stage, from, to, thread) {
    const { order, columns, columnBytes, packed, record } = layout;
    const scratch = layout.scratch[thread]!;
    if (stage === 0) {
      kernels.packRows(order, columns, columnBytes, packed, from, to, scratch);
      kernels.boostLabels(record, from * VECTOR_BYTES, to * VECTOR_BYTES, scratch);
    } else if (stage % 2 === 1) {
      const batch = (stage - 3) / 2;
      for (let chunk = from; chunk < to; chunk++) kernels.boostRows(record, batch, chunk, scratch);
    } else {
      const first = firstTable(layout, stage);
      const tables = countTables(layout, stage);
      for (let unit = from; unit < to; unit++) {
        if (unit === tables) {
          lookAtKept(kernels, layout, first);
          continue;
        }
        if (layout.wires > 0) kernels.boostChoose(record, first + unit, scratch);
        kernels.boostTable(record, first + unit, scratch);
      }
    }
  },
};

/** Looks at kept rows that were taken when a stage is done, by tables made before them. */
export function tablesSeen(layout: BoostingLayout, stage: number): number {
  return stage < 2 ? 0 : firstTable(layout, stage - stage % 2);
}

/** Tables that are made when so many units of a stage are done. */
export function tablesDone(layout: BoostingLayout, stage: number, done: number): number {
  if (stage < 2) return 0;
  if (stage % 2 === 0) {
    return firstTable(layout, stage) + Math.min(done, countTables(layout, stage));
  }
  return Math.min(layout.tables, firstTable(layout, stage + 1));
}

/** Tables of a stage that makes tables. */
function countTables(layout: BoostingLayout, stage: number): number {
  return Math.min(layout.batch, layout.tables - firstTable(layout, stage));
}

/** True if a unit of a stage is to look at what the tables before it made of the kept rows. */
function looksAtKept(layout: BoostingLayout, stage: number): boolean {
  const first = firstTable(layout, stage);
  return layout.losses > 0 && first > 0 && first % CHECK_TABLES === 0;
}

/** The first table of a stage that makes tables. */
function firstTable({ batch }: BoostingLayout, stage: number): number {
  return batch * (stage / 2 - 1);
}
