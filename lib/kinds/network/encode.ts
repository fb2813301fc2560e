/**
 * Writing a network as a blob (`docs/blob-format.md`). Dead LUTs are dropped on the way, so a
 * network and its pruned copy give the same bytes.
 *
 * @module
 */

import { refuse } from "../../errors.ts";
import { MAX_BLOB_BYTES } from "../../limits.ts";
import { pruneNetwork } from "./live.ts";
import type { Layer, LayeredModel, Network } from "./model.ts";
import { tableBytes } from "./model.ts";
import { packIntegers } from "../../blob/bit_stream.ts";
import { crc32c } from "../../blob/crc32c.ts";
import {
  findSections,
  FORMAT_VERSION,
  HEAD_SINGLE_LUT,
  LAYER_ENTRY_BYTES,
  type LayerSection,
  MAGIC,
  OFFSET,
  type Sections,
} from "../../blob/layout.ts";
import { type BlobText, encodeText } from "../../blob/text.ts";

/**
 * Encodes a network.
 *
 * @throws {RoteError} `class_name_not_legal` or `metadata_not_legal` for text that the format does
 *   not hold; `network_too_large` if the blob would exceed its limit
 */
export function encodeNetwork(network: Network): Uint8Array<ArrayBuffer> {
  const pruned = pruneNetwork(network);
  const text = encodeText(pruned);
  const sections = findSections(pruned.features, pruned.layers, text.length);
  const bytes = startBlob(HEAD_SINGLE_LUT, pruned, text, sections);
  const view = new DataView(bytes.buffer);
  pruned.margins.forEach((margin, address) => {
    view.setUint16(sections.marginsAt + 2 * address, margin, true);
  });
  return sealBlob(bytes, sections);
}

/**
 * Writes what blobs of networks have in common, up to the last layer.
 *
 * @throws {RoteError} `network_too_large`
 */
export function startBlob(
  head: number,
  { features, layers, classes }: LayeredModel & BlobText,
  text: Uint8Array,
  sections: Omit<Sections, "marginsAt">,
): Uint8Array<ArrayBuffer> {
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
  view.setUint8(OFFSET.head, head);
  view.setUint8(OFFSET.layers, layers.length);
  view.setUint16(OFFSET.classes, classes.length, true);
  view.setUint32(OFFSET.textLength, text.length, true);
  layers.forEach((layer, index) => {
    const entry = OFFSET.layerTable + index * LAYER_ENTRY_BYTES;
    view.setUint32(entry, layer.width, true);
    view.setUint8(entry + 4, layer.arity);
    packLayer(bytes, layer, sections.layers[index]!);
  });
  bytes.set(text, sections.textAt);
  return bytes;
}

/** Writes the checksum, when everything before it is written. */
export function sealBlob(
  bytes: Uint8Array<ArrayBuffer>,
  { checksumAt }: { readonly checksumAt: number },
): Uint8Array<ArrayBuffer> {
  const checksum = crc32c(bytes.subarray(0, checksumAt));
  new DataView(bytes.buffer).setUint32(checksumAt, checksum, true);
  return bytes;
}

function packLayer(bytes: Uint8Array, layer: Layer, section: LayerSection): void {
  packIntegers(bytes, section.wiresAt, layer.wires, section.wireBits);
  // A table of fewer than eight bits has a byte of its own in memory and shares one in the blob.
  if (section.tableBits < 8) {
    packIntegers(bytes, section.tablesAt, layer.tables, section.tableBits);
  } else {
    bytes.set(layer.tables.subarray(0, layer.width * tableBytes(layer.arity)), section.tablesAt);
  }
}
