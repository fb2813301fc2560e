/**
 * Boosted tables as a kind of model.
 *
 * @module
 */

import { HEAD_BOOSTED } from "../../blob/layout.ts";
import { MAX_SCALE } from "../../limits.ts";
import { bitsOfScale, bitsOfWires, type Kind } from "../kind.ts";
import { decodeBoosted } from "./decode.ts";
import { encodeBoosted } from "./encode.ts";
import { type BoostedTables, splitCount } from "./model.ts";
import { predictBoostedRow } from "./predict.ts";
import { labelBoosted, predictBoosted } from "./predict_batch.ts";

/** Bits of an entry, from -127 to 127. */
const ENTRY_BITS = Math.log2(255);

/** The kind. */
export const BOOSTED: Kind<BoostedTables> = {
  head: HEAD_BOOSTED,
  words: "boosted tables",
  encode: encodeBoosted,
  decode: decodeBoosted,
  predictRow: predictBoostedRow,
  predict: predictBoosted,
  label: labelBoosted,
  describe(model) {
    const { width, arity, wires, entries, splits } = model;
    return {
      layers: [{ width, arity }],
      bytes: wires.byteLength + entries.byteLength + splits.byteLength + 1_024,
      informationBits: informationBits(model),
      facts: {
        method: "boosted",
        tables: width,
        arity,
        splits: splitCount(model),
        entryBytes: entries.length,
      },
    };
  },
};

/**
 * The bits that boosted tables cannot do without: for each table its entries and which features its
 * wires read; the halves of three classes or more; the scale.
 */
function informationBits(model: BoostedTables): number {
  const { features, classes: { length: classes }, width, arity, entries } = model;
  // All ways to halve the classes but the two with an empty half.
  const splitBits = classes === 2 ? 0 : splitCount(model) * Math.log2(2 ** classes - 2);
  return ENTRY_BITS * entries.length + width * bitsOfWires(arity, features) + splitBits +
    bitsOfScale(MAX_SCALE);
}
