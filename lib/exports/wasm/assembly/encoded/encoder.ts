// An encoder, put behind the blob by `../../encoded_section.ts`: u32 columns, u32 bytes of all of it;
// for each column u32 kind (0: numbers, 1: categories), u32 whether there is a bit for a missing value,
// u32 entries, u32 0, and for numbers the thresholds, f64. All of it lies on multiples of 8.

import { blobBytes } from "../blob";
import { aligned } from "../memory";
import { BLOB } from "../places";

/** Bytes of what stands before the columns, and before the thresholds of a column. */
const HEAD: usize = 8;
const COLUMN_HEAD: usize = 16;

/** Bytes that the memory may have (2 GiB). */
const MOST_BYTES: u64 = 0x8000_0000;

function encoderAt(): usize {
  return BLOB + ((blobBytes() + 7) & ~7);
}

/** The first byte behind the encoder. */
export function encoderEnd(): usize {
  return encoderAt() + load<u32>(encoderAt(), 4);
}

/** Values of a row. */
export function columns(): u32 {
  return load<u32>(encoderAt());
}

/** Bytes of a row of values. */
export function rowBytes(): u32 {
  return columns() << 3;
}

/** The first byte behind rows of values that start at `at`, 0 if that is beyond all memory. */
export function valuesBehind(at: usize, rows: u32): usize {
  const end = aligned(at + <u64> rows * rowBytes());
  return end > MOST_BYTES ? 0 : <usize> end;
}

/** Makes bits of a row of values, `bytes` of them at `out`. */
export function encodeRow(values: usize, out: usize, bytes: u32): void {
  for (let i: u32 = 0; i < bytes; i++) store<u8>(out + i, 0);
  const end = values + rowBytes();
  let column = encoderAt() + HEAD;
  let first: u32 = 0;
  for (; values < end; values += 8) {
    const value = load<f64>(values);
    const isCategory = load<u32>(column) != 0;
    const hasMissing = load<u32>(column, 4);
    const entries = load<u32>(column, 8);
    column += COLUMN_HEAD;
    if (value != value) {
      if (hasMissing) setBit(out, first + entries);
    } else if (isCategory) {
      // What is no index of a category sets no bit. NaN is gone: the comparison is whole.
      if (value >= 0 && value < <f64> entries && value == floor(value)) {
        setBit(out, first + <u32> value);
      }
    } else {
      for (let j: u32 = 0; j < entries && value >= load<f64>(column + (j << 3)); j++) {
        setBit(out, first + j);
      }
    }
    if (!isCategory) column += entries << 3;
    first += entries + hasMissing;
  }
}

function setBit(out: usize, bit: u32): void {
  const at = out + (bit >> 3);
  store<u8>(at, load<u8>(at) | (1 << <u8> (bit & 7)));
}
