/**
 * A boosting run laid out in the memory of the kernels: columns of the rows, what each table reads,
 * room for what is known of each sample, and counters by which threads share the work. It is numbers
 * only, so that another thread can be told of it.
 *
 * A row takes two bytes more than its features: its label and its flags. Their bits become columns
 * like those of the features, so that labels are found as addresses are.
 *
 * @module
 */

import type { BitMatrix } from "../../../rows/bit_matrix.ts";
import type { DataSet } from "../../../rows/data_set.ts";
import { refuse } from "../../../errors.ts";
import {
  boostingScratchBytes,
  CHUNK_ROWS,
  KEPT,
  UNCOUNTED,
  WIRED_COLUMNS,
} from "../../../kernels/boosting_memory.ts";
import { BOOSTING_RECORD_BYTES, writeBoostingRecord } from "../../../kernels/records/boosting.ts";
import { type Kernels, MAX_THREADS, VECTOR_BYTES, VECTOR_ROWS } from "../../../kernels/kernels.ts";
import { MemoryPlan } from "../../../kernels/memory_plan.ts";
import { scratchBytes } from "../../../kernels/scratch.ts";
import { MAX_TRAINING_BYTES } from "../../../limits.ts";
import { dampingOf, halvingsOf, scaleOf } from "../../../kernels/boosting_arithmetic.ts";
import { batchOf } from "./batches.ts";
import { planChoice, writeChoice } from "./choice_layout.ts";
import { copiesOf, type Copy, featureBelow } from "./copies.ts";
import { fittedCopy } from "./fitted_rows.ts";
import { type BoostedSettings, countSplits } from "../settings.ts";
import type { SharedLayout } from "../../../threads/stages.ts";
import { countChecks } from "./stopping.ts";

/** A boosting run in memory. Places are byte offsets. */
export interface BoostingLayout extends SharedLayout {
  readonly stages: "boosting";
  /** Vectors of a column. */
  readonly vectors: number;
  /** Columns to pack: those of the features, a label and a flag. */
  readonly packed: number;
  /** The place of each row, u32. */
  readonly order: number;
  readonly columns: number;
  readonly columnBytes: number;
  /** Its record (`kernels/records/boosting.ts`). */
  readonly record: number;
  readonly tables: number;
  /** Tables between two refreshes of the softmax. */
  readonly batch: number;
  /** Chunks of samples. */
  readonly chunks: number;
  readonly entries: number;
  /** The wires that are chosen, u16; 0 if they are drawn. */
  readonly wires: number;
  /** Rows, those of padding not included. */
  readonly rows: number;
  readonly classes: number;
  /** The rate's own scale, in which the rows that are kept are looked at. */
  readonly scale: number;
  /** For each class the running scores of all samples, i32: first the rows, then their copies. */
  readonly scores: number;
  /** The copy of the rows that the scale of scores is fitted to. */
  readonly fittedCopy: number;
  /** Samples, padding included. */
  readonly samples: number;
  /** Labels and flags of the rows, u16. */
  readonly labels: number;
  /** For each look at the rows that are kept how wrong their scores are, f64; 0 if none are kept. */
  readonly losses: number;
  /** Scratch memory of each thread. */
  readonly scratch: readonly number[];
}

/** Stages: the rows are packed; scores are set; then tables and rows in turns. */
export function countStages({ tables, batch }: Pick<BoostingLayout, "tables" | "batch">): number {
  return 2 + 2 * Math.ceil(tables / batch);
}

/**
 * Lays a run out.
 *
 * @param drawn tables x arity features, or what wires are chosen from (`drawCandidates`)
 * @param splits splits x classes of 0 or 1
 * @param threads threads that may work on it, at most {@linkcode MAX_THREADS}
 * @param isKept 1 for each row that is kept to look at and not trained on
 * @throws {RoteError} `network_too_large` if it needs more memory than the limit
 */
export function layOutBoosting(
  kernels: Kernels,
  data: DataSet,
  settings: BoostedSettings,
  drawn: Uint16Array,
  splits: Uint8Array,
  threads: number,
  isKept?: Uint8Array,
): BoostingLayout {
  const { arity, tables } = settings;
  const { stride } = data.rows;
  const classes = data.classes.length;
  const splitCount = splits.length / classes;
  const copies = copiesOf(settings);
  const batch = batchOf(settings, classes);
  const planned = planBoosting(data.rows, classes, settings);
  const { plan, control, scratch, takeScratch, places, order, zeros, columns, rowsAt } = planned;
  const { losses, choice } = planned;
  const { vectors, columnBytes, packed } = planned;
  while (scratch.length < Math.min(threads, MAX_THREADS)) scratch.push(takeScratch());
  kernels.reserve(plan.bytes);

  const memory = new Uint8Array(kernels.buffer);
  memory.fill(0, control, control + 8 * countStages({ tables, batch }));
  memory.fill(0, zeros, zeros + columnBytes);
  memory.set(splits, places.splits);
  const word = (place: number, length: number) => new Uint32Array(kernels.buffer, place, length);
  writeRows(memory, rowsAt, word(order, vectors * VECTOR_ROWS), data, isKept);

  if (isKept) new Float64Array(kernels.buffer, losses, countChecks(tables)).fill(Infinity);
  const wiredLabels = word(places.wiredLabels, WIRED_COLUMNS).fill(zeros);
  for (let bit = 0; bit <= 9; bit++) wiredLabels[bit] = columns + (8 * stride + bit) * columnBytes;
  const columnOf = (feature: number, copy: Copy) => {
    const below = featureBelow(feature, copy, settings.inputShape);
    return below < 0 ? zeros : columns + below * columnBytes;
  };
  const wired = word(places.wired, WIRED_COLUMNS * tables * copies.length).fill(zeros);
  if (choice.record > 0) {
    const { rows, columns: features } = data.rows;
    const counted = rows - (isKept?.reduce((sum, flag) => sum + flag, 0) ?? 0);
    writeChoice(kernels, choice, {
      lists: drawn,
      copies,
      rows,
      counted,
      features,
      columnOf,
    }, settings);
  } else {
    for (let table = 0, list = 0; table < tables; table++) {
      for (const copy of copies) {
        for (let wire = 0; wire < arity; wire++) {
          wired[list + wire] = columnOf(drawn[table * arity + wire]!, copy);
        }
        list += WIRED_COLUMNS;
      }
    }
  }
  writeBoostingRecord(kernels, places.record, {
    choice: choice.record,
    ...{ arity, tables, copies: copies.length, columnBytes, classes, splitCount },
    ...places,
    ...{ damping: dampingOf(settings.lambda), halvings: halvingsOf(settings.rate), batch },
  });
  return {
    ...{
      stages: "boosting",
      vectors,
      packed,
      order,
      columns,
      columnBytes,
      tables,
      batch,
      scratch,
      control,
    },
    ...{ record: places.record, entries: places.entries, labels: places.labels },
    wires: choice.wires,
    ...{ rows: data.rows.rows, classes, scale: scaleOf(settings.rate), scores: places.scores },
    ...{ samples: copies.length * vectors * VECTOR_ROWS, losses: isKept ? losses : 0 },
    fittedCopy: fittedCopy(settings),
    chunks: copies.length * Math.ceil(vectors * VECTOR_ROWS / CHUNK_ROWS),
  };
}

/**
 * Checks that a run has the memory that it needs, before anything is drawn or laid out.
 *
 * @param rows those to train on
 * @throws {RoteError} `network_too_large`
 */
export function checkBoostingMemory(
  rows: Pick<BitMatrix, "rows" | "columns" | "stride">,
  classes: number,
  settings: BoostedSettings,
): void {
  planBoosting(rows, classes, settings);
}

/** Plans the memory of a run with one thread; `takeScratch` makes room for one more. */
function planBoosting(
  { rows, columns: features, stride }: Pick<BitMatrix, "rows" | "columns" | "stride">,
  classes: number,
  settings: BoostedSettings,
) {
  const { arity, tables } = settings;
  const splitCount = countSplits(settings, classes);
  const copies = copiesOf(settings).length;
  const batch = batchOf(settings, classes);
  const vectors = Math.ceil(rows / VECTOR_ROWS);
  const columnBytes = vectors * VECTOR_BYTES;
  const samples = copies * vectors * VECTOR_ROWS;
  const packed = 8 * (stride + 2);

  const plan = new MemoryPlan();
  const choice = planChoice(plan, rows, features, copies, settings);
  const control = plan.take(8 * countStages({ tables, batch }));
  const takeScratch = () =>
    plan.take(scratchBytes(1, 0) + Math.max(boostingScratchBytes(arity, classes), choice.scratch));
  const scratch = [takeScratch()];
  const places = {
    record: plan.take(BOOSTING_RECORD_BYTES),
    splits: plan.take(splitCount * classes),
    wiredLabels: plan.take(4 * WIRED_COLUMNS),
    wired: plan.take(4 * WIRED_COLUMNS * tables * copies),
    labels: plan.take(2 * vectors * VECTOR_ROWS),
    addresses: plan.take(2 * samples * Math.min(batch, tables)),
    gradients: plan.take(2 * samples * Math.min(batch, splitCount)),
    scores: plan.take(4 * samples * classes),
    sums: plan.take((8 << arity) * batch),
    entries: plan.take(tables * 2 ** arity + VECTOR_BYTES),
  };
  const losses = plan.take(8 * countChecks(tables));
  const order = plan.take(4 * vectors * VECTOR_ROWS);
  const zeros = plan.take(columnBytes);
  const columns = plan.take(packed * columnBytes);
  const rowsAt = plan.take((rows + 1) * (stride + 2) + VECTOR_BYTES);
  // What is refused is refused with any number of threads.
  if (plan.bytes > MAX_TRAINING_BYTES) throw tooLarge(plan.bytes);
  return {
    ...{ plan, control, scratch, takeScratch, places, order, zeros, columns, rowsAt, losses },
    ...{ vectors, columnBytes, packed, choice },
  };
}

/** Copies the rows to `at`, each with its label, one of padding behind them, and notes the places. */
function writeRows(
  memory: Uint8Array,
  at: number,
  places: Uint32Array,
  { rows: { rows, stride, bytes }, labels }: DataSet,
  isKept: Uint8Array | undefined,
): void {
  const step = stride + 2;
  const padding = at + rows * step;
  // Rows that are kept come last, so that those that are trained on lie as if they were all.
  const kept = isKept?.reduce((sum, flag) => sum + flag, 0) ?? 0;
  let [nextCounted, nextKept] = [0, rows - kept];
  for (let row = 0, place = at; row < rows; row++, place += step) {
    places[isKept?.[row] ? nextKept++ : nextCounted++] = place;
    memory.set(bytes.subarray(row * stride, (row + 1) * stride), place);
    memory[place + stride] = labels[row]!;
    memory[place + stride + 1] = isKept?.[row] ? UNCOUNTED | KEPT : 0;
  }
  places.fill(padding, rows);
  memory.fill(0, padding, padding + step + VECTOR_BYTES);
  memory[padding + stride + 1] = UNCOUNTED;
}

function tooLarge(bytes: number) {
  return refuse(
    "network_too_large",
    `Training these tables on these rows takes ${bytes} bytes of working memory; the limit is ` +
      `${MAX_TRAINING_BYTES}: use fewer tables, wires, copies or rows`,
    { field: "tables" },
  );
}
