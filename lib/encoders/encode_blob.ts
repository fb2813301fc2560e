/**
 * Writing an encoder and the blob that reads its bits as one blob: head 4 of `docs/blob-format.md`.
 *
 * @module
 */

import { type Column, type Encoder, entryCount } from "./encoder.ts";
import { refuse } from "../errors.ts";
import { MAX_BLOB_BYTES } from "../limits.ts";
import { crc32c } from "../blob/crc32c.ts";
import { COLUMN_HEAD_BYTES, COLUMN_KINDS, ENCODED_OFFSET, THRESHOLD_BYTES } from "./blob_layout.ts";
import { CHECKSUM_BYTES, FORMAT_VERSION, HEAD_ENCODED, MAGIC, OFFSET } from "../blob/layout.ts";

/**
 * Puts an encoder in front of a blob.
 *
 * @param encoder as `fitEncoder` or `decodeModel` gave it: what they check is not checked again
 * @param inner a blob of another head, whose features are the bits of the encoder
 * @throws {RoteError} `network_too_large` if the blob would exceed its limit
 */
export function encodeEncoded(encoder: Encoder, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  const columns = encoder.columns.map(writeColumn);
  const sectionLength = columns.reduce((length, bytes) => length + bytes.length, 0);
  const innerAt = ENCODED_OFFSET.section + sectionLength;
  const checksumAt = innerAt + inner.length;
  const length = checksumAt + CHECKSUM_BYTES;
  if (length > MAX_BLOB_BYTES) {
    throw refuse(
      "network_too_large",
      `The blob would have ${length} bytes; the limit is ${MAX_BLOB_BYTES}`,
    );
  }
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(OFFSET.magic, MAGIC, true);
  view.setUint16(OFFSET.version, FORMAT_VERSION, true);
  view.setUint32(OFFSET.length, length, true);
  view.setUint32(ENCODED_OFFSET.columns, columns.length, true);
  view.setUint8(ENCODED_OFFSET.head, HEAD_ENCODED);
  view.setUint32(ENCODED_OFFSET.sectionLength, sectionLength, true);
  let at = ENCODED_OFFSET.section;
  for (const column of columns) {
    bytes.set(column, at);
    at += column.length;
  }
  bytes.set(inner, innerAt);
  view.setUint32(checksumAt, crc32c(bytes.subarray(0, checksumAt)), true);
  return bytes;
}

function writeColumn(column: Column): Uint8Array {
  const utf8 = new TextEncoder();
  const name = utf8.encode(column.name);
  const categories = column.kind === "category" ? column.categories.map((c) => utf8.encode(c)) : [];
  const entriesAt = COLUMN_HEAD_BYTES + name.length;
  const length = column.kind === "number"
    ? entriesAt + THRESHOLD_BYTES * column.thresholds.length
    : categories.reduce((length, category) => length + 2 + category.length, entriesAt);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, COLUMN_KINDS.indexOf(column.kind));
  view.setUint8(1, column.missing ? 1 : 0);
  view.setUint16(2, entryCount(column), true);
  view.setUint16(4, name.length, true);
  bytes.set(name, COLUMN_HEAD_BYTES);
  if (column.kind === "number") {
    column.thresholds.forEach((threshold, j) => {
      view.setFloat64(entriesAt + THRESHOLD_BYTES * j, threshold, true);
    });
    return bytes;
  }
  let at = entriesAt;
  for (const category of categories) {
    view.setUint16(at, category.length, true);
    bytes.set(category, at + 2);
    at += 2 + category.length;
  }
  return bytes;
}
