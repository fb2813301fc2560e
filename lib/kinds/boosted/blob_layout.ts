/**
 * Where everything is in a blob of head 3, boosted tables (`docs/blob-format.md`). Encoder and
 * decoder share it and nothing else.
 *
 * @module
 */

import { packedBytes } from "../../blob/bit_stream.ts";
import { CHECKSUM_BYTES, LAYER_ENTRY_BYTES, OFFSET } from "../../blob/layout.ts";

/** Offsets of the fields behind the common header, in bytes. The layer table has one entry. */
export const BOOSTED_OFFSET = {
  width: OFFSET.layerTable,
  arity: OFFSET.layerTable + 4,
  splits: OFFSET.layerTable + LAYER_ENTRY_BYTES,
  reserved: OFFSET.layerTable + LAYER_ENTRY_BYTES + 2,
  scale: OFFSET.layerTable + LAYER_ENTRY_BYTES + 4,
  text: OFFSET.layerTable + LAYER_ENTRY_BYTES + 8,
} as const;

/** The numbers that the sizes of the sections depend on. */
export interface BoostedSize {
  readonly features: number;
  readonly classes: number;
  readonly width: number;
  readonly arity: number;
  readonly splits: number;
  readonly textLength: number;
}

/** Where the sections start, in bytes. */
export interface BoostedSections {
  readonly splitsAt: number;
  readonly wiresAt: number;
  /** Bits of one wire: ceil(log2(features)). */
  readonly wireBits: number;
  readonly entriesAt: number;
  readonly checksumAt: number;
  /** Bytes of the whole blob. */
  readonly length: number;
}

/** Finds the sections. */
export function findBoostedSections(size: BoostedSize): BoostedSections {
  const { features, classes, width, arity, splits, textLength } = size;
  const wireBits = 32 - Math.clz32(features - 1);
  const splitsAt = BOOSTED_OFFSET.text + textLength;
  const wiresAt = splitsAt + packedBytes(splits * classes, 1);
  const entriesAt = wiresAt + packedBytes(width * arity, wireBits);
  const checksumAt = entriesAt + width * 2 ** arity;
  const length = checksumAt + CHECKSUM_BYTES;
  return { splitsAt, wiresAt, wireBits, entriesAt, checksumAt, length };
}
