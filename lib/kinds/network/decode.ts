/**
 * Reading a blob (`docs/blob-format.md`) that may come from anyone. The decoder is a ladder: each
 * rung refuses one thing with its own code, and nothing is allocated before the bytes that fill it
 * are known to be there. What it returns is whole: inference checks nothing again.
 *
 * @module
 */

import { CLASSES, MAX_ARITY, MAX_FEATURES, MAX_LAYERS, MAX_LUTS, MAX_WIDTH } from "../../limits.ts";
import { type Layer, MARGIN_ONE, type Network } from "./model.ts";
import { isPaddingZero, unpackIntegers } from "../../blob/bit_stream.ts";
import {
  CHECKSUM_BYTES,
  findSections,
  HEAD_SINGLE_LUT,
  LAYER_ENTRY_BYTES,
  type LayerSection,
  type LayerSize,
  OFFSET,
} from "../../blob/layout.ts";
import { cannot, checkChecksum, checkLimit, readPreamble, viewOf } from "../../blob/preamble.ts";
import { decodeText, MAX_TEXT_BYTES } from "../../blob/text.ts";

/** The numbers in the header, within their limits. */
interface Header {
  readonly features: number;
  readonly classes: number;
  readonly textLength: number;
  readonly layers: readonly LayerSize[];
}

/**
 * Decodes a blob. The network shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeNetwork(bytes: Uint8Array): Network {
  const { features, classes, textLength, layers: sizes } = readHeader(bytes, HEAD_SINGLE_LUT);
  const sections = findSections(features, sizes, textLength);
  if (sections.length !== bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `its sections take ${sections.length} bytes, and it has ${bytes.length}`,
    );
  }
  checkArities(features, sizes);
  const { width, arity } = sizes.at(-1)!;
  if (width !== 1) {
    throw cannot("blob_head_mismatch", `its last layer has ${width} LUTs, not 1`);
  }
  const view = viewOf(bytes);
  checkChecksum(bytes, sections.checksumAt);
  const text = decodeText(bytes.subarray(sections.textAt, sections.textAt + textLength), classes);
  const layers = readLayers(bytes, features, sizes, sections);
  const margins = new Uint16Array(1 << arity);
  for (let address = 0; address < margins.length; address++) {
    const margin = view.getUint16(sections.marginsAt + 2 * address, true);
    if (margin > MARGIN_ONE) {
      throw cannot("blob_margin_out_of_range", `margin ${address} is ${margin}`);
    }
    margins[address] = margin;
  }
  return { kind: "network", features, layers, margins, ...text };
}

/** The first rungs: the preamble, the head and the numbers in the header. */
export function readHeader(bytes: Uint8Array, head: number): Header {
  const view = readPreamble(bytes);
  const found = view.getUint8(OFFSET.head);
  if (found !== head) throw cannot("blob_unknown_head", `its head is ${found}, not ${head}`);

  const features = view.getUint32(OFFSET.features, true);
  const layerCount = view.getUint8(OFFSET.layers);
  const classes = view.getUint16(OFFSET.classes, true);
  const textLength = view.getUint32(OFFSET.textLength, true);
  checkLimit("features", features, 1, MAX_FEATURES);
  checkLimit("layers", layerCount, 1, MAX_LAYERS);
  checkLimit("classes", classes, CLASSES, CLASSES);
  checkLimit("text length", textLength, 0, MAX_TEXT_BYTES);
  const tableEnd = OFFSET.layerTable + layerCount * LAYER_ENTRY_BYTES;
  if (tableEnd + CHECKSUM_BYTES > bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `its layer table ends at byte ${tableEnd}, and it has ${bytes.length}`,
    );
  }
  const layers: LayerSize[] = [];
  for (let at = OFFSET.layerTable; at < tableEnd; at += LAYER_ENTRY_BYTES) {
    const width = view.getUint32(at, true);
    const arity = view.getUint8(at + 4);
    checkLimit(`width of layer ${layers.length + 1}`, width, 1, MAX_WIDTH);
    checkLimit(`arity of layer ${layers.length + 1}`, arity, 1, MAX_ARITY);
    layers.push({ width, arity });
  }
  checkLimit("sum of LUTs", layers.reduce((sum, { width }) => sum + width, 0), 1, MAX_LUTS);
  for (let index = 0; index < layerCount; index++) {
    // The three bytes behind the arity.
    if (view.getUint32(OFFSET.layerTable + index * LAYER_ENTRY_BYTES + 4, true) >>> 8 !== 0) {
      throw cannot("blob_reserved_not_zero", `layer ${index + 1} has a reserved byte set`);
    }
  }
  return { features, classes, textLength, layers };
}

/** What layers must be to each other. */
export function checkArities(features: number, layers: readonly LayerSize[]): void {
  let below = features;
  layers.forEach(({ width, arity }, index) => {
    if (arity > below) {
      throw cannot(
        "blob_arity_above_width_below",
        `layer ${index + 1} has arity ${arity} above a layer of width ${below}`,
      );
    }
    below = width;
  });
}

/** Reads all layers. */
export function readLayers(
  bytes: Uint8Array,
  features: number,
  sizes: readonly LayerSize[],
  sections: { readonly layers: readonly LayerSection[] },
): Layer[] {
  const layers: Layer[] = [];
  let widthBelow = features;
  for (const [index, size] of sizes.entries()) {
    layers.push(readLayer(bytes, index, size, sections.layers[index]!, widthBelow));
    widthBelow = size.width;
  }
  return layers;
}

/** Reads the wires and tables of a layer, and sees that every LUT of the layer below is read. */
function readLayer(
  bytes: Uint8Array,
  index: number,
  { width, arity }: LayerSize,
  section: LayerSection,
  widthBelow: number,
): Layer {
  const { wireBits, wiresAt, tableBits, tablesAt } = section;
  const wires = new Uint16Array(width * arity);
  unpackIntegers(wires, bytes, wiresAt, wireBits);
  const isRead = new Uint8Array(index > 0 ? widthBelow : 0);
  for (let wire = 0; wire < wires.length; wire++) {
    const below = wires[wire]!;
    const lut = Math.floor(wire / arity);
    if (below >= widthBelow) {
      throw cannot(
        "blob_wire_out_of_range",
        `LUT ${lut} in layer ${index + 1} reads ${below} of a layer of width ${widthBelow}`,
      );
    }
    for (let other = lut * arity; other < wire; other++) {
      if (wires[other] === below) {
        throw cannot(
          "blob_duplicate_wire",
          `LUT ${lut} in layer ${index + 1} reads ${below} twice`,
        );
      }
    }
    isRead[below] = 1;
  }
  if (isRead.includes(0)) {
    throw cannot("blob_dead_lut", `nothing reads LUT ${isRead.indexOf(0)} in layer ${index}`);
  }
  if (
    !isPaddingZero(bytes, wiresAt, width * arity, wireBits) ||
    !isPaddingZero(bytes, tablesAt, width, tableBits)
  ) {
    throw cannot("blob_padding_not_zero", `layer ${index + 1} has a bit set between its sections`);
  }
  if (tableBits >= 8) {
    const tables = bytes.slice(tablesAt, tablesAt + width * (tableBits / 8));
    return { arity, width, wires, tables };
  }
  const tables = new Uint8Array(width);
  unpackIntegers(tables, bytes, tablesAt, tableBits);
  return { arity, width, wires, tables };
}
