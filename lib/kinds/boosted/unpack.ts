/**
 * Reading a blob of boosted tables without a question whether it is right, as `unpack.ts` reads one of
 * a network: for modules that carry a blob of their own.
 *
 * @module
 */

import type { BoostedTables } from "./model.ts";
import { unpackIntegers } from "../../blob/bit_stream.ts";
import { BOOSTED_OFFSET, findBoostedSections } from "./blob_layout.ts";
import { OFFSET } from "../../blob/layout.ts";

/**
 * Reads what boosted tables need to predict from a blob that is known to be whole.
 *
 * @param classes the names of their classes; text is not read here, nor is metadata
 */
export function unpackBoosted(bytes: Uint8Array, classes: readonly string[]): BoostedTables {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const features = view.getUint32(OFFSET.features, true);
  const textLength = view.getUint32(OFFSET.textLength, true);
  const width = view.getUint32(BOOSTED_OFFSET.width, true);
  const arity = bytes[BOOSTED_OFFSET.arity]!;
  const count = view.getUint16(BOOSTED_OFFSET.splits, true);
  const scale = view.getUint32(BOOSTED_OFFSET.scale, true);
  const { splitsAt, wiresAt, wireBits, entriesAt, checksumAt } = findBoostedSections({
    ...{ features, classes: classes.length, width, arity, splits: count, textLength },
  });
  const splits = new Uint8Array(count * classes.length);
  const wires = new Uint16Array(width * arity);
  unpackIntegers(splits, bytes, splitsAt, 1);
  unpackIntegers(wires, bytes, wiresAt, wireBits);
  const entries = new Int8Array(bytes.slice(entriesAt, checksumAt).buffer);
  return {
    ...{ kind: "boosted", features, classes, arity, width, wires, entries, splits, scale },
    metadata: {},
  };
}
