/**
 * The kernels of boosting write where they are told to and nowhere else.
 *
 * @module
 */
import { describe, it } from "@std/testing/bdd";
import { BoostedLayout } from "../../../lib/kinds/boosted/layout.ts";
import { splitCount } from "../../../lib/kinds/boosted/model.ts";
import {
  type BoostingLayout,
  layOutBoosting,
} from "../../../lib/kinds/boosted/training/training_layout.ts";
import { drawBoostedWires, drawSplits } from "../../../lib/kinds/boosted/drawing.ts";
import { boostingScratchBytes } from "../../../lib/kernels/boosting_memory.ts";
import { type Kernels, VECTOR_BYTES } from "../../../lib/kernels/kernels.ts";
import { scratchBytes } from "../../../lib/kernels/scratch.ts";
import { readBoostingRecord } from "../../../lib/kernels/records/boosting.ts";
import { viewsOf } from "../../../lib/kernels/typescript/views.ts";
import { randomClasses, randomTables } from "../kinds/boosted/random_tables.ts";
import { assertWritesOnly, type Region } from "./canaries.ts";
import { KINDS, nameOf } from "./kinds.ts";

/** What a run of 300 rows, two copies each, and 20 tables in batches of 8 or 16 may write. */
function placed(kernels: Kernels, arity: number, classes: number) {
  const data = randomClasses(arity, { rows: 300, features: 20, classes });
  const settings = {
    ...{ tables: 20, arity, rate: 0.2, lambda: 1, seed: 1, splits: 18 },
    ...{ inputShape: [4, 5, 1] as const, augment: { shift: 0, flip: true } },
  };
  const [wires, splits] = [drawBoostedWires(20, settings), drawSplits(classes, settings)];
  const job = layOutBoosting(kernels, data, settings, wires, splits, 2);
  const record = readBoostingRecord(viewsOf(kernels.buffer), job.record);
  const bytes = scratchBytes(1, 0) + boostingScratchBytes(arity, classes);
  // The second thread's scratch memory lies at the end, and behind it is what was there before.
  kernels.reserve(job.scratch[1]! + bytes + 65_536);
  return { job, record, scratch: { at: job.scratch[1]!, bytes } };
}

/** Packs the rows of a run. */
function pack(kernels: Kernels, job: BoostingLayout): void {
  const { order, columns, columnBytes, packed, vectors, scratch } = job;
  kernels.packRows(order, columns, columnBytes, packed, 0, vectors, scratch[1]!);
}

for (const kernels of KINDS) {
  describe(`With ${nameOf(kernels)}`, () => {
    for (const [arity, classes] of [[1, 3], [8, 2], [9, 10], [16, 256]] as const) {
      it(`boosting ${arity} wires and ${classes} classes writes to its own places alone`, () => {
        const { job, record, scratch } = placed(kernels, arity, classes);
        const samples = 768;
        pack(kernels, job);
        const labels: Region = { at: record.labels, bytes: 2 * 384 };
        assertWritesOnly(kernels, [labels, scratch], () => {
          kernels.boostLabels(job.record, 0, 3 * VECTOR_BYTES, scratch.at);
        });
        const columns = Math.min(job.batch, record.splitCount);
        const gradients: Region = { at: record.gradients, bytes: 2 * samples * columns };
        const scores: Region = { at: record.scores, bytes: 4 * samples * classes };
        const rows = (batch: number) =>
          assertWritesOnly(kernels, [scores, gradients, scratch], () => {
            for (let chunk = 0; chunk < 2; chunk++) {
              kernels.boostRows(job.record, batch, chunk, scratch.at);
            }
          });
        rows(-1);
        for (let table = 0; table < 20; table++) {
          const place = table % job.batch;
          const regions = [
            { at: record.addresses + 2 * samples * place, bytes: 2 * samples },
            { at: record.sums + (8 << arity) * place, bytes: 8 << arity },
            { at: record.entries + (table << arity), bytes: 1 << arity },
            scratch,
          ];
          assertWritesOnly(kernels, regions, () => {
            kernels.boostTable(job.record, table, scratch.at);
          });
          if ((table + 1) % job.batch === 0) rows((table + 1) / job.batch - 1);
        }
      });
    }

    for (const arity of [1, 4, 6, 8, 9, 16]) {
      it(`adding up entries at ${arity} wires writes the sums alone`, () => {
        const plan = { features: 20, classes: 5, width: 9, arity, splits: 3 };
        const model = randomTables(arity, plan);
        const layout = new BoostedLayout(kernels, model);
        layout.writeRecord(kernels, model, 2 * VECTOR_BYTES);
        const scratch = { at: layout.scratch, bytes: scratchBytes(1, 0) + 4 * 256 * 5 };
        const sums = { at: layout.sums, bytes: 4 * 256 * 5 };
        const { record, splits } = layout;
        assertWritesOnly(kernels, [scratch, sums], () => {
          kernels.sumEntries(record, 9, splits, splitCount(model), 5, sums.at, scratch.at);
        });
      });
    }
  });
}
