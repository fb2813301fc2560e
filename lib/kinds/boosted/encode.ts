/**
 * Writing boosted tables as a blob: head 3 of `docs/blob-format.md`.
 *
 * @module
 */

import { type BoostedTables, splitCount } from "./model.ts";
import { refuse } from "../../errors.ts";
import { MAX_BLOB_BYTES, MAX_BOOSTED_CLASSES } from "../../limits.ts";
import { packIntegers } from "../../blob/bit_stream.ts";
import { BOOSTED_OFFSET, findBoostedSections } from "./blob_layout.ts";
import { crc32c } from "../../blob/crc32c.ts";
import { FORMAT_VERSION, HEAD_BOOSTED, MAGIC, OFFSET } from "../../blob/layout.ts";
import { encodeText } from "../../blob/text.ts";

/**
 * Encodes boosted tables.
 *
 * @throws {RoteError} the errors of `checkClasses` or `metadata_not_legal` for text that the format
 *   does not hold; `network_too_large` if the blob would exceed its limit
 */
export function encodeBoosted(model: BoostedTables): Uint8Array<ArrayBuffer> {
  const { features, classes, width, arity, wires, entries, splits, scale, metadata } = model;
  const text = encodeText({ classes, metadata }, MAX_BOOSTED_CLASSES);
  const sections = findBoostedSections({
    ...{ features, classes: classes.length, width, arity, splits: splitCount(model) },
    textLength: text.length,
  });
  if (sections.length > MAX_BLOB_BYTES) {
    throw refuse(
      "network_too_large",
      `The blob would have ${sections.length} bytes; the limit is ${MAX_BLOB_BYTES}`,
    );
  }
  const bytes = new Uint8Array(sections.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(OFFSET.magic, MAGIC, true);
  view.setUint16(OFFSET.version, FORMAT_VERSION, true);
  view.setUint32(OFFSET.length, sections.length, true);
  view.setUint32(OFFSET.features, features, true);
  view.setUint8(OFFSET.head, HEAD_BOOSTED);
  view.setUint8(OFFSET.layers, 1);
  view.setUint16(OFFSET.classes, classes.length, true);
  view.setUint32(OFFSET.textLength, text.length, true);
  view.setUint32(BOOSTED_OFFSET.width, width, true);
  view.setUint8(BOOSTED_OFFSET.arity, arity);
  view.setUint16(BOOSTED_OFFSET.splits, splitCount(model), true);
  view.setUint32(BOOSTED_OFFSET.scale, scale, true);
  bytes.set(text, BOOSTED_OFFSET.text);
  packIntegers(bytes, sections.splitsAt, splits, 1);
  packIntegers(bytes, sections.wiresAt, wires, sections.wireBits);
  new Int8Array(bytes.buffer).set(entries, sections.entriesAt);
  view.setUint32(sections.checksumAt, crc32c(bytes.subarray(0, sections.checksumAt)), true);
  return bytes;
}
