/**
 * A training run laid out in the memory of the kernels: rows sorted by label, wires, room for tables
 * and columns, and counters by which threads share the work. It is numbers only, so that another
 * thread can be told of it.
 *
 * Rows of class 1 come first, so that counting them up and the others down needs no label. Each
 * class is filled up with rows of zeros to whole vectors; these reach the same address at every LUT,
 * and one count is corrected for them. Where a row's own vote is left out of what LUTs put out, they
 * put out 0 for rows of padding, so that these stay alike.
 *
 * @module
 */

import type { DataSet } from "../../../rows/data_set.ts";
import { refuse } from "../../../errors.ts";
import { type Kernels, MAX_THREADS, VECTOR_BYTES, VECTOR_ROWS } from "../../../kernels/kernels.ts";
import { RECORD_BYTES, writeRecord } from "../../../kernels/layer_record.ts";
import { MemoryPlan } from "../../../kernels/memory_plan.ts";
import { scratchBytes } from "../../../kernels/scratch.ts";
import { MAX_TRAINING_BYTES } from "../../../limits.ts";
import { tableBytes } from "../model.ts";
import type { SharedLayout } from "../../../threads/stages.ts";
import type { NetworkShape } from "../shape.ts";
import type { DrawnLayer } from "./wiring.ts";

/** A training run in memory. Places are byte offsets. */
export interface TrainingLayout extends SharedLayout {
  readonly stages: "layers";
  readonly features: number;
  /** Rows of class 1 and of class 0. */
  readonly ones: number;
  readonly zeros: number;
  /** Vectors of a column, and how many of them are of class 1. */
  readonly vectors: number;
  readonly vectorsOfOnes: number;
  /** The place of each row of the columns, u32. */
  readonly order: number;
  /** The columns of the features. */
  readonly columns: number;
  readonly layers: readonly TrainingLayer[];
  /** Addresses of the rows at one LUT, u16. */
  readonly addresses: number;
  /** Scratch memory of each thread. */
  readonly scratch: readonly number[];
}

/** One layer of a run. */
export interface TrainingLayer {
  readonly width: number;
  /** Its record (`kernels/layer_record.ts`). */
  readonly record: number;
  readonly tables: number;
  readonly surpluses: number;
  /** Its columns, until the layer after the next is trained; 0 if it has none. */
  readonly outputs: number;
}

/**
 * Lays a run out.
 *
 * @param threads threads that may work on it, at most {@linkcode MAX_THREADS}
 * @param shape what hidden layers put out, and whether the last one votes
 * @throws {RoteError} `network_too_large` if it needs more memory than the limit
 */
export function layOutTraining(
  kernels: Kernels,
  data: DataSet,
  wiring: readonly DrawnLayer[],
  seed: number,
  threads: number,
  { hidden, head }: Pick<NetworkShape, "hidden" | "head"> = {},
): TrainingLayout {
  const { rows, columns: features, stride } = data.rows;
  const { ones, zeros, vectors, vectorsOfOnes } = countVectors(data.labels);
  const columnBytes = vectors * VECTOR_BYTES;
  const { arity } = wiring[0]!;

  const plan = new MemoryPlan();
  const control = plan.take(controlBytes(wiring));
  const scratch = [plan.take(scratchBytes(arity, columnBytes))];
  const layers = wiring.map(({ width, wires, luts }) => ({
    width,
    record: plan.take(RECORD_BYTES),
    wires: plan.take(wires.byteLength),
    luts: plan.take(luts.byteLength),
    surpluses: plan.take(4 * width),
    tables: plan.take(width * tableBytes(arity) + 32),
  }));
  const order = plan.take(4 * vectors * VECTOR_ROWS);
  const zeroColumn = plan.take(columnBytes);
  const columns = plan.take(features * columnBytes);
  const realRows = hidden === "leave-one-out" ? plan.take(columnBytes) : 0;
  // Hidden layers put out to two places in turns. Until the rows are packed they lie there, too.
  const widths = wiring.slice(0, head === "vote" ? undefined : -1).map(({ width }) => width);
  const widest = (parity: number) => Math.max(0, ...widths.filter((_, i) => i % 2 === parity));
  const outputs = plan.take(
    Math.max((widest(0) + widest(1)) * columnBytes, (rows + 1) * stride + VECTOR_BYTES),
  );
  // What is refused is refused with any number of threads.
  if (plan.bytes > MAX_TRAINING_BYTES) throw tooLarge(plan.bytes);
  while (scratch.length < Math.min(threads, MAX_THREADS)) {
    scratch.push(plan.take(scratchBytes(arity, columnBytes)));
  }
  kernels.reserve(plan.bytes);

  const memory = new Uint8Array(kernels.buffer);
  memory.fill(0, control, control + controlBytes(wiring));
  memory.fill(0, zeroColumn, zeroColumn + columnBytes);
  const places = new Uint32Array(kernels.buffer, order, vectors * VECTOR_ROWS);
  writeRows(memory, outputs, places, data, vectorsOfOnes * VECTOR_ROWS);

  if (realRows !== 0) {
    const column = memory.subarray(realRows, realRows + columnBytes);
    column.fill(0);
    setFirst(column, 0, ones);
    setFirst(column, vectorsOfOnes * VECTOR_BYTES, zeros);
  }

  const paddingOfOnes = vectorsOfOnes * VECTOR_ROWS - ones;
  const paddingOfZeros = (vectors - vectorsOfOnes) * VECTOR_ROWS - zeros;
  const outputPlaces = [outputs, outputs + widest(0) * columnBytes];
  const outputsOf = (index: number) => (index < widths.length ? outputPlaces[index % 2]! : 0);
  layers.forEach(({ record, wires, luts, surpluses, tables }, index) => {
    const drawn = wiring[index]!;
    new Uint16Array(kernels.buffer, wires, drawn.wires.length).set(drawn.wires);
    new Uint32Array(kernels.buffer, luts, drawn.luts.length).set(drawn.luts);
    writeRecord(kernels, record, {
      arity,
      inputs: index === 0 ? columns : outputsOf(index - 1),
      outputs: outputsOf(index),
      wires,
      tables,
      columnBytes,
      zeros: zeroColumn,
      bytesOfOnes: vectorsOfOnes * VECTOR_BYTES,
      padding: paddingOfOnes - paddingOfZeros,
      paddingRow: paddingOfOnes > 0 ? ones : vectors * VECTOR_ROWS - 1,
      number: index + 1,
      seed,
      luts,
      surpluses,
      realRows,
    });
  });
  return {
    stages: "layers",
    features,
    ones,
    zeros,
    vectors,
    vectorsOfOnes,
    order,
    columns,
    layers: layers.map((layer, index) => ({ ...layer, outputs: outputsOf(index) })),
    // The order is no longer needed when the addresses are.
    addresses: order,
    scratch,
    control,
  };
}

/** How the rows of a data set fall into vectors. */
function countVectors(labels: Uint8Array) {
  let ones = 0;
  for (let row = 0; row < labels.length; row++) ones += labels[row]!;
  const vectorsOfOnes = Math.ceil(ones / VECTOR_ROWS);
  const zeros = labels.length - ones;
  return { ones, zeros, vectorsOfOnes, vectors: vectorsOfOnes + Math.ceil(zeros / VECTOR_ROWS) };
}

/** Sets the first `count` bits from byte `at` on. */
function setFirst(column: Uint8Array, at: number, count: number): void {
  column.fill(255, at, at + (count >>> 3));
  if (count & 7) column[at + (count >>> 3)] = (1 << (count & 7)) - 1;
}

/** Bytes of the counters by which threads share the work. */
function controlBytes(wiring: readonly DrawnLayer[]): number {
  return 4 * 2 * (wiring.length + 1);
}

/**
 * Copies the rows to `at`, a row of zeros behind them, and notes in `places` where each row of the
 * columns lies: class 1 from the first on, class 0 from `firstZero` on, the row of zeros elsewhere.
 */
function writeRows(
  memory: Uint8Array,
  at: number,
  places: Uint32Array,
  { rows: { rows, stride, bytes }, labels }: DataSet,
  firstZero: number,
): void {
  const zeroRow = at + rows * stride;
  memory.set(bytes.subarray(0, rows * stride), at);
  memory.fill(0, zeroRow, zeroRow + stride + VECTOR_BYTES);
  places.fill(zeroRow);
  let one = 0;
  let zero = firstZero;
  for (let row = 0, place = at; row < rows; row++, place += stride) {
    if (labels[row] === 1) places[one++] = place;
    else places[zero++] = place;
  }
}

function tooLarge(bytes: number) {
  return refuse(
    "network_too_large",
    `Training this network on these rows takes ${bytes} bytes of working memory; the limit is ` +
      `${MAX_TRAINING_BYTES}: use a smaller width or fewer rows`,
    { field: "width" },
  );
}
