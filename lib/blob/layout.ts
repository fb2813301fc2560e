/**
 * Where everything is in a blob, as `docs/blob-format.md` lays it down: offsets of the header and
 * sizes of the sections. Encoder and decoder share it and nothing else.
 *
 * @module
 */

import { packedBytes } from "./bit_stream.ts";

/** "ROTE" in ASCII, read as a little-endian u32. */
export const MAGIC = 0x45544f52;
/** The format version that this code writes and reads. */
export const FORMAT_VERSION = 1;
/** The head with a single output LUT and two classes. */
export const HEAD_SINGLE_LUT = 0;
/** The head with a last layer of LUTs that vote, and two classes. */
export const HEAD_VOTING = 1;
/** The head with a network for each pair of classes, each a blob of its own. */
export const HEAD_PAIRWISE = 2;
/** The head with boosted tables, whose entries are added up for each class. */
export const HEAD_BOOSTED = 3;
/** The head with an encoder and a blob of another head that reads its bits. */
export const HEAD_ENCODED = 4;

/** Offsets of the header's fields, in bytes. */
export const OFFSET = {
  magic: 0,
  version: 4,
  flags: 6,
  length: 8,
  features: 12,
  head: 16,
  layers: 17,
  classes: 18,
  textLength: 20,
  layerTable: 24,
} as const;

/** Bytes of one entry of the layer table: u32 width, u8 arity, three zeros. */
export const LAYER_ENTRY_BYTES = 8;
/** Bytes of the checksum at the end. */
export const CHECKSUM_BYTES = 4;

/** Bytes of the scale of a voting network. */
const SCALE_BYTES = 4;
/** Bytes of a header and a checksum: no blob has fewer. */
export const LEAST_BLOB_BYTES: number = OFFSET.layerTable + CHECKSUM_BYTES;

/** What the layer table says of one layer. */
export interface LayerSize {
  /** LUTs. */
  readonly width: number;
  /** Wires of the widest of them. */
  readonly arity: number;
}

/** Where one layer's sections start and how many bits its integers have. */
export interface LayerSection {
  /** Bits of one wire: ceil(log2(width below)). */
  readonly wireBits: number;
  readonly wiresAt: number;
  /** Bits of one truth table. */
  readonly tableBits: number;
  readonly tablesAt: number;
}

/** Where all sections start, in bytes. */
export interface Sections {
  readonly textAt: number;
  readonly layers: readonly LayerSection[];
  readonly marginsAt: number;
  readonly checksumAt: number;
  /** Bytes of the whole blob. */
  readonly length: number;
}

/** Finds the sections of a blob from the numbers in its header. */
export function findSections(
  features: number,
  layers: readonly LayerSize[],
  textLength: number,
): Sections {
  const textAt = OFFSET.layerTable + layers.length * LAYER_ENTRY_BYTES;
  let at = textAt + textLength;
  let below = features;
  const sections = layers.map(({ width, arity }): LayerSection => {
    const wireBits = 32 - Math.clz32(below - 1);
    const tableBits = 1 << arity;
    const wiresAt = at;
    const tablesAt = wiresAt + packedBytes(width * arity, wireBits);
    at = tablesAt + packedBytes(width, tableBits);
    below = width;
    return { wireBits, wiresAt, tableBits, tablesAt };
  });
  const marginsAt = at;
  const checksumAt = marginsAt + 2 * (1 << (layers.at(-1)?.arity ?? 0));
  return { textAt, layers: sections, marginsAt, checksumAt, length: checksumAt + CHECKSUM_BYTES };
}

/** Where the sections of a blob of head 1 start: a scale is where head 0 has margins. */
export interface VotingSections extends Omit<Sections, "marginsAt"> {
  readonly scaleAt: number;
}

/** Finds the sections of a blob of head 1. */
export function findVotingSections(
  features: number,
  layers: readonly LayerSize[],
  textLength: number,
): VotingSections {
  const { marginsAt: scaleAt, ...sections } = findSections(features, layers, textLength);
  const checksumAt = scaleAt + SCALE_BYTES;
  return { ...sections, scaleAt, checksumAt, length: checksumAt + CHECKSUM_BYTES };
}
