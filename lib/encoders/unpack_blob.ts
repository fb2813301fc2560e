/**
 * Reading a blob of an encoder without a question whether it is right, as `unpack.ts` reads one of a
 * network: for modules that carry a blob of their own.
 *
 * @module
 */

import type { Column, Encoder } from "./encoder.ts";
import { COLUMN_HEAD_BYTES, COLUMN_KINDS, ENCODED_OFFSET, THRESHOLD_BYTES } from "./blob_layout.ts";
import { CHECKSUM_BYTES } from "../blob/layout.ts";

/**
 * Reads the encoder of a blob that is known to be whole.
 *
 * @returns the encoder, and the blob inside
 */
export function unpackEncoded(bytes: Uint8Array): { encoder: Encoder; inner: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const columns: Column[] = [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let at = ENCODED_OFFSET.section;
  const takeText = (length: number) => decoder.decode(bytes.subarray(at, at += length));
  for (let left = view.getUint32(ENCODED_OFFSET.columns, true); left > 0; left--) {
    const kind = COLUMN_KINDS[bytes[at]!]!;
    const missing = bytes[at + 1] === 1;
    const length = view.getUint16(at + 2, true);
    const nameLength = view.getUint16(at + 4, true);
    at += COLUMN_HEAD_BYTES;
    const name = takeText(nameLength);
    if (kind === "number") {
      const first = at;
      const thresholds = Float64Array.from(
        { length },
        (_, j) => view.getFloat64(first + THRESHOLD_BYTES * j, true),
      );
      at += THRESHOLD_BYTES * length;
      columns.push({ kind, name, missing, thresholds });
    } else {
      const categories = Array.from({ length }, () => {
        at += 2;
        return takeText(view.getUint16(at - 2, true));
      });
      columns.push({ kind, name, missing, categories });
    }
  }
  return { encoder: { columns }, inner: bytes.subarray(at, bytes.length - CHECKSUM_BYTES) };
}
