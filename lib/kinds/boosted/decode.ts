/**
 * Reading boosted tables from a blob that may come from anyone: head 3 of `docs/blob-format.md`. A
 * ladder like that of `decode.ts`; what it returns is whole, and inference checks nothing again.
 *
 * @module
 */

import type { BoostedTables } from "./model.ts";
import {
  CLASSES,
  MAX_ARITY,
  MAX_BOOSTED_CLASSES,
  MAX_FEATURES,
  MAX_LAYERS,
  MAX_SCALE,
  MAX_SPLITS,
  MAX_WIDTH,
} from "../../limits.ts";
import { isPaddingZero, unpackIntegers } from "../../blob/bit_stream.ts";
import { BOOSTED_OFFSET, type BoostedSize, findBoostedSections } from "./blob_layout.ts";
import { CHECKSUM_BYTES, HEAD_BOOSTED, OFFSET } from "../../blob/layout.ts";
import { cannot, checkChecksum, checkLimit, readPreamble } from "../../blob/preamble.ts";
import { decodeText, maxTextBytes } from "../../blob/text.ts";

/**
 * Decodes a blob of head 3. The tables share no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeBoosted(bytes: Uint8Array): BoostedTables {
  const { layers, scale, ...size } = readHeader(bytes);
  const { features, classes, width, arity, splits, textLength } = size;
  const sections = findBoostedSections(size);
  if (sections.length !== bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `the sections that its header declares take ${sections.length} bytes, and it has ` +
        `${bytes.length}`,
    );
  }
  if (arity > features) {
    throw cannot(
      "blob_arity_above_width_below",
      `it has arity ${arity} above ${features} features`,
    );
  }
  checkHead(layers, classes, splits, width);
  checkChecksum(bytes, sections.checksumAt);
  const text = decodeText(
    bytes.subarray(BOOSTED_OFFSET.text, BOOSTED_OFFSET.text + textLength),
    classes,
  );
  const halves = readSplits(bytes, sections.splitsAt, splits, classes);
  const wires = new Uint16Array(width * arity);
  unpackIntegers(wires, bytes, sections.wiresAt, sections.wireBits);
  checkWires(wires, arity, features);
  if (
    !isPaddingZero(bytes, sections.splitsAt, splits * classes, 1) ||
    !isPaddingZero(bytes, sections.wiresAt, width * arity, sections.wireBits)
  ) {
    throw cannot("blob_padding_not_zero", "it has a bit set between its sections");
  }
  const entries = new Int8Array(bytes.slice(sections.entriesAt, sections.checksumAt).buffer);
  const at = entries.indexOf(-128);
  if (at >= 0) throw cannot("blob_entry_out_of_range", `entry ${at} is -128`);
  return {
    ...{ kind: "boosted", features, classes: text.classes, arity, width, wires, entries },
    ...{ splits: halves, scale, metadata: text.metadata },
  };
}

/** The first rungs: the preamble, the head and the numbers in the header. */
function readHeader(bytes: Uint8Array): BoostedSize & { layers: number; scale: number } {
  const view = readPreamble(bytes);
  const head = view.getUint8(OFFSET.head);
  if (head !== HEAD_BOOSTED) throw cannot("blob_unknown_head", `its head is ${head}, not 3`);
  const features = view.getUint32(OFFSET.features, true);
  const layers = view.getUint8(OFFSET.layers);
  const classes = view.getUint16(OFFSET.classes, true);
  const textLength = view.getUint32(OFFSET.textLength, true);
  checkLimit("features", features, 1, MAX_FEATURES);
  checkLimit("layers", layers, 1, MAX_LAYERS);
  checkLimit("classes", classes, CLASSES, MAX_BOOSTED_CLASSES);
  checkLimit("text length", textLength, 0, maxTextBytes(classes));
  if (BOOSTED_OFFSET.text + CHECKSUM_BYTES > bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `its header takes ${BOOSTED_OFFSET.text} bytes, and it has ${bytes.length}`,
    );
  }
  const width = view.getUint32(BOOSTED_OFFSET.width, true);
  const arity = view.getUint8(BOOSTED_OFFSET.arity);
  const splits = view.getUint16(BOOSTED_OFFSET.splits, true);
  const scale = view.getUint32(BOOSTED_OFFSET.scale, true);
  checkLimit("number of tables", width, 1, MAX_WIDTH);
  checkLimit("arity", arity, 1, MAX_ARITY);
  checkLimit("number of splits", splits, 1, MAX_SPLITS);
  checkLimit("scale", scale, 1, MAX_SCALE);
  // The three bytes behind the arity.
  const isReserved = view.getUint32(BOOSTED_OFFSET.arity, true) >>> 8 !== 0 ||
    view.getUint16(BOOSTED_OFFSET.reserved, true) !== 0;
  if (isReserved) throw cannot("blob_reserved_not_zero", "it has a reserved byte set");
  return { features, classes, textLength, layers, width, arity, splits, scale };
}

/** What the numbers of the header must be to each other. */
function checkHead(layers: number, classes: number, splits: number, width: number): void {
  const mismatch = (detail: string) => cannot("blob_head_mismatch", detail);
  if (layers !== 1) throw mismatch(`it has ${layers} layers, and its head needs 1`);
  if (classes === CLASSES && splits !== 1) {
    throw mismatch(`it has ${splits} splits, and two classes have 1`);
  }
  if (splits > width) throw mismatch(`it has ${splits} splits for ${width} tables`);
}

/** Reads the splits, each of which has a class on either side; that of two classes is class 1. */
function readSplits(bytes: Uint8Array, at: number, count: number, classes: number): Uint8Array {
  const splits = new Uint8Array(count * classes);
  unpackIntegers(splits, bytes, at, 1);
  for (let split = 0; split < count; split++) {
    const half = splits.subarray(split * classes, (split + 1) * classes);
    if (!half.includes(0) || !half.includes(1)) {
      throw cannot("blob_split_one_sided", `split ${split} has all classes on one side`);
    }
  }
  if (classes === CLASSES && splits[1] !== 1) {
    throw cannot(
      "blob_split_one_sided",
      "its split is class 0, and that of two classes is class 1",
    );
  }
  return splits;
}

function checkWires(wires: Uint16Array, arity: number, features: number): void {
  for (let wire = 0; wire < wires.length; wire++) {
    const feature = wires[wire]!;
    const table = Math.floor(wire / arity);
    if (feature >= features) {
      throw cannot(
        "blob_wire_out_of_range",
        `table ${table} reads feature ${feature} of ${features}`,
      );
    }
    for (let other = table * arity; other < wire; other++) {
      if (wires[other] === feature) {
        throw cannot("blob_duplicate_wire", `table ${table} reads feature ${feature} twice`);
      }
    }
  }
}
