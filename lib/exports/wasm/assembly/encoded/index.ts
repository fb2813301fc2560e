// A model of numbers and categories as a WebAssembly module: an encoder in front of a network. The
// blob inside lies where that of a model of bits does, and what the encoder reads behind it.

import { rowBytes as bitBytes } from "../blob";
import { aligned, free, freeFrom } from "../memory";
import { predict as predictBits } from "../predict";
import { reserve as reserveBits, reserved, rowsAt } from "../room";
import { unpack } from "../unpack";
import { encodeRow, encoderEnd, rowBytes, valuesBehind } from "./encoder";

export { className, classes, features } from "../blob";
export { score } from "../predict";
export { labels, margins } from "../room";
export { columns, rowBytes } from "./encoder";

/** Behind all that was unpacked: rows of values start there. */
let valuesAt: usize = 0;

/**
 * Makes room for rows of values and forgets those before.
 *
 * @returns the address of the first row, a f64 for each column; 0 if there is no room, and then
 *   everything is as it was
 */
export function reserve(rows: u32): usize {
  const bits = valuesBehind(valuesAt, rows);
  if (bits == 0) return 0;
  freeFrom(bits);
  return reserveBits(rows) == 0 ? 0 : valuesAt;
}

/** Predicts the first `rows` rows of those reserved. Traps, with nothing written, if there are fewer. */
export function predict(rows: u32): void {
  if (rows > reserved) unreachable();
  for (let row: u32 = 0; row < rows; row++) {
    encodeRow(valuesAt + row * rowBytes(), rowsAt + row * bitBytes(), bitBytes());
  }
  predictBits(rows);
}

// The start function: an instance is ready as soon as it is there.
freeFrom(encoderEnd());
unpack();
valuesAt = <usize> aligned(free);
reserve(0);
