// Inference for any number of rows, in blocks that are packed along the rows and taken through the
// layers by the kernels (`lib/kernels/assembly`), as `lib/kinds/network/predict_batch.ts` does it.

import { findAddresses } from "../../../kernels/assembly/addresses";
import { inputsOf, setColumnBytes, setHasFewRows, tablesOf } from "../../../kernels/assembly/layer";
import { packRows } from "../../../kernels/assembly/pack";
import { applyLuts } from "../../../kernels/assembly/train";
import { features, layers, rowBytes, widthOf } from "./blob";
import { ADDRESSES, RECORDS, SCRATCH } from "./places";
import { blockRows, labelsAt, marginsAt, orderAt, reserved, rowsAt } from "./room";
import { marginsOfOutput } from "./unpack";

/** Up to as many rows, kernels need not look at a whole vector. */
const FEW_ROWS: u32 = 32;

/** The margin of certainty. */
const MARGIN_ONE: f64 = 10_000;

/** Predicts the first `rows` rows of those reserved. Traps, with nothing written, if there are fewer. */
export function predict(rows: u32): void {
  if (rows > reserved) unreachable();
  for (let first: u32 = 0; first < rows; first += blockRows) {
    predictBlock(first, min(blockRows, rows - first));
  }
}

/** The score of a class for a row that was predicted, 0 to 1. Traps outside of rows and classes. */
export function score(row: u32, label: u32): f64 {
  if (row >= reserved || label > 1) unreachable();
  const margin = <f64> load<u16>(marginsAt + (row << 1));
  const isPredicted = load<u8>(labelsAt + row) == label;
  return (isPredicted ? MARGIN_ONE + margin : MARGIN_ONE - margin) / (2 * MARGIN_ONE);
}

/** Predicts `count` rows from row `first` on, at least one and at most a block. */
function predictBlock(first: u32, count: u32): void {
  const vectors = (count + 127) >> 7;
  const stride = rowBytes();
  const start = rowsAt + first * stride;
  for (let row: u32 = 0; row < vectors << 7; row++) {
    // Rows of padding may be any: their answers are left where they are.
    store<u32>(orderAt + (row << 2), start + (row < count ? row * stride : 0));
  }
  const columnBytes = vectors << 4;
  packRows(orderAt, inputsOf(RECORDS), columnBytes, features(), 0, vectors, SCRATCH);
  const last = layers() - 1;
  for (let layer = 0; layer <= last; layer++) {
    const record = RECORDS + (layer << 6);
    setColumnBytes(record, columnBytes);
    setHasFewRows(record, count <= FEW_ROWS);
    if (layer < last) applyLuts(record, 0, widthOf(layer), SCRATCH);
    else findAddresses(record, 0, ADDRESSES, SCRATCH);
  }
  answer(tablesOf(RECORDS + (last << 6)), labelsAt + first, marginsAt + (first << 1), count);
}

/** Writes the answers of rows from the addresses that they reach at the output LUT. */
function answer(table: usize, labels: usize, margins: usize, count: u32): void {
  for (let row: u32 = 0; row < count; row++) {
    const address: u32 = load<u16>(ADDRESSES + (row << 1));
    store<u8>(labels + row, (load<u8>(table + (address >> 3)) >> <u8> (address & 7)) & 1);
    store<u16>(margins + (row << 1), load<u16>(marginsOfOutput + (address << 1)));
  }
}
