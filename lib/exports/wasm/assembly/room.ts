// The room for rows and answers, and for the columns of a block of them, laid out anew each time that
// rows are reserved.

import { setInputs, setOutputs } from "../../../kernels/assembly/layer";
import { features, layers, rowBytes } from "./blob";
import { aligned, free, growTo } from "./memory";
import { RECORDS } from "./places";
import { mostWires, widest } from "./unpack";

/** Rows of a block: its columns stay in the processor's cache. */
const BLOCK_ROWS: u32 = 2_048;
/** The same for LUTs of more than 12 wires, whose tables are no longer in the cache for the next block. */
const WIDE_BLOCK_ROWS: u32 = 8_192;

/** Rows that there is room for. */
export let reserved: u32 = 0;
/** Rows of a block. */
export let blockRows: u32 = 0;
/** The rows. */
export let rowsAt: usize = 0;
/** The answers: a byte a row, and a u16 a row. */
export let labelsAt: usize = 0;
export let marginsAt: usize = 0;
/** Where each row of a block lies, u32. */
export let orderAt: usize = 0;

/**
 * Makes room for rows and forgets those before. All addresses hold until the next call.
 *
 * @returns the address of the first row, each of `rowBytes()` bytes; 0 if there is no room, and then
 *   everything is as it was
 */
export function reserve(rows: u32): usize {
  const most = mostWires > 12 ? WIDE_BLOCK_ROWS : BLOCK_ROWS;
  const block = rows < most ? (rows + 127) & ~127 : most;
  const columnBytes = block >> 3;
  const first = aligned(free);
  // 16 bytes more, because up to 7 behind a row are read.
  const labels = aligned(first + <u64> rows * rowBytes() + 16);
  const margins = aligned(labels + rows);
  const order = aligned(margins + 2 * <u64> rows);
  const columns = aligned(order + 4 * block);
  // The columns of the features, and those of the layers, in two places in turns.
  const even = columns + <u64> features() * columnBytes;
  const odd = even + <u64> widest * columnBytes;
  if (!growTo(odd + <u64> widest * columnBytes)) return 0;
  reserved = rows;
  blockRows = block;
  rowsAt = <usize> first;
  labelsAt = <usize> labels;
  marginsAt = <usize> margins;
  orderAt = <usize> order;
  let inputs = <u32> columns;
  for (let layer = 0; layer < layers(); layer++) {
    const outputs = <u32> (layer & 1 ? odd : even);
    setInputs(RECORDS + (layer << 6), inputs);
    setOutputs(RECORDS + (layer << 6), outputs);
    inputs = outputs;
  }
  return rowsAt;
}

/** Address of the labels: for each row the index of the predicted class, a byte. */
export function labels(): usize {
  return labelsAt;
}

/** Address of the margins: for each row that of the predicted class, u16, 0 to 10,000. */
export function margins(): usize {
  return marginsAt;
}
