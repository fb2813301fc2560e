// Inference for any number of rows, in blocks that are packed along the rows and taken through the
// tables by the kernels (`lib/kernels/assembly`), as `lib/kinds/boosted/predict_batch.ts` does it.

import { inputsOf, setColumnBytes } from "../../../../kernels/assembly/layer";
import { packRows } from "../../../../kernels/assembly/pack";
import { sumEntries } from "../../../../kernels/assembly/sum_entries";
import { classes, features, rowBytes } from "../blob";
import { RECORDS } from "../places";
import { splitCount, width } from "./blob";
import {
  BLOCK_ROWS, labelsAt, orderAt, reserved, rowsAt, scoresAt, scratchAt, sumsAt,
} from "./room";
import { SCORE_ONE, scoreRow } from "./scores";
import { splitsAt } from "./unpack";

/** Predicts the first `rows` rows of those reserved. Traps, with nothing written, if there are fewer. */
export function predict(rows: u32): void {
  if (rows > reserved) unreachable();
  for (let first: u32 = 0; first < rows; first += BLOCK_ROWS) {
    predictBlock(first, min(BLOCK_ROWS, rows - first));
  }
}

/** The score of a class for a row that was predicted, 0 to 1. Traps outside of rows and classes. */
export function score(row: u32, label: u32): f64 {
  if (row >= reserved || label >= classes()) unreachable();
  return <f64> load<u16>(scoresAt + ((row * classes() + label) << 1)) / SCORE_ONE;
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
  setColumnBytes(RECORDS, vectors << 4);
  packRows(orderAt, inputsOf(RECORDS), vectors << 4, features(), 0, vectors, scratchAt);
  sumEntries(RECORDS, width(), splitsAt, splitCount(), classes(), sumsAt, scratchAt);
  for (let row: u32 = 0; row < count; row++) {
    const out = scoresAt + (((first + row) * classes()) << 1);
    store<u8>(labelsAt + first + row, scoreRow(sumsAt + ((row * classes()) << 2), out));
  }
}
