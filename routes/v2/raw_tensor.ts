/**
 * Raw tensors (Triton's binary tensor data extension): elements in row-major order without gaps,
 * little-endian; BOOL and UINT8 one byte, INT64 and FP64 eight, BYTES a 32-bit length and the bytes.
 *
 * @module
 */

import type { BitMatrix } from "../../lib/mod.ts";
import { GATHER, NOT_BITS } from "../../models/requests/row_forms.ts";

/**
 * Packs rows of one byte a bit, eight bytes at a time.
 *
 * @param raw rows x columns bytes
 * @returns the index of the first byte that is neither 0 nor 1, or -1
 */
export function packRawBits({ rows, columns, stride, bytes }: BitMatrix, raw: Uint8Array): number {
  const words = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const whole = columns >>> 3;
  let seen = 0;
  let from = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * stride;
    for (let byte = 0; byte < whole; byte++, from += 8) {
      const low = words.getUint32(from, true);
      const high = words.getUint32(from + 4, true);
      seen |= low | high;
      bytes[start + byte] = (Math.imul(low, GATHER) >>> 28) | (Math.imul(high, GATHER) >>> 28 << 4);
    }
    for (let column = whole << 3; column < columns; column++, from++) {
      seen |= raw[from]!;
      bytes[start + whole]! |= raw[from]! << (column & 7);
    }
  }
  return (seen & NOT_BITS) === 0 ? -1 : raw.findIndex((byte) => byte > 1);
}

/** BYTES: for each row the name of its class in UTF-8, behind the number of its bytes. */
export function rawNames(labels: Uint8Array, classes: readonly string[]): Uint8Array {
  const names = classes.map((name) => {
    const text = new TextEncoder().encode(name);
    const element = new Uint8Array(4 + text.length);
    new DataView(element.buffer).setUint32(0, text.length, true);
    element.set(text, 4);
    return element;
  });
  let size = 0;
  for (let row = 0; row < labels.length; row++) size += names[labels[row]!]!.length;
  const raw = new Uint8Array(size);
  for (let row = 0, to = 0; row < labels.length; row++) {
    const name = names[labels[row]!]!;
    raw.set(name, to);
    to += name.length;
  }
  return raw;
}

/** INT64: for each row the index of its class; all but the lowest byte are zero. */
export function rawIndices(labels: Uint8Array): Uint8Array {
  const raw = new Uint8Array(labels.length * 8);
  for (let row = 0; row < labels.length; row++) raw[row * 8] = labels[row]!;
  return raw;
}

/** FP64: the numbers as they are in memory, as no machine that Deno runs on is big-endian. */
export function rawNumbers(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
