/**
 * What a WebAssembly module of a model of numbers and categories has for data: the blob inside, and
 * behind it the encoder in a form that its code reads as it is (`assembly/encoded/encoder.ts`).
 *
 * @module
 */

import { decodeEncoded } from "../../encoders/decode_blob.ts";
import { type Encoder, entryCount } from "../../encoders/encoder.ts";

/** Bytes of what stands before the columns, and before the thresholds of a column. */
const HEAD_BYTES = 8;
const COLUMN_BYTES = 16;

/** The data of a module, by the blob of the model. */
export function encodedData(blob: Uint8Array): Uint8Array<ArrayBuffer> {
  const { encoder, inner } = decodeEncoded(blob);
  const section = sectionOf(encoder);
  const at = Math.ceil(inner.length / 8) * 8;
  const data = new Uint8Array(at + section.length);
  data.set(inner);
  data.set(section, at);
  return data;
}

function sectionOf({ columns }: Encoder): Uint8Array {
  const length = columns.reduce(
    (sum, column) => sum + COLUMN_BYTES + (column.kind === "number" ? 8 * entryCount(column) : 0),
    HEAD_BYTES,
  );
  const section = new Uint8Array(length);
  const view = new DataView(section.buffer);
  view.setUint32(0, columns.length, true);
  view.setUint32(4, length, true);
  let at = HEAD_BYTES;
  for (const column of columns) {
    view.setUint32(at, column.kind === "number" ? 0 : 1, true);
    view.setUint32(at + 4, column.missing ? 1 : 0, true);
    view.setUint32(at + 8, entryCount(column), true);
    at += COLUMN_BYTES;
    if (column.kind !== "number") continue;
    for (const threshold of column.thresholds) {
      view.setFloat64(at, threshold, true);
      at += 8;
    }
  }
  return section;
}
