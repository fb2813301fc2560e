/**
 * What can be said of a model: what it is made of, and how many bytes of information that is.
 *
 * @module
 */

import {
  type BitModel,
  bitModelOf,
  type BoostedTables,
  type Encoder,
  FORMAT_VERSION,
  isBoosted,
  isEncoded,
  isPairwise,
  isVoting,
  type LayeredModel,
  layersOf,
  MAX_SCALE,
  type Model,
  type Network,
  type PairwiseNetworks,
  splitCount,
  type VotingNetwork,
} from "../../lib/mod.ts";
import { describeColumns } from "../../models/stored_model.ts";
import { versionOf } from "../../models/names.ts";

/** What can be said of a model. */
export type ModelFacts = Awaited<ReturnType<typeof factsOf>>;

/** Bits of an entry of boosted tables, from -127 to 127. */
const ENTRY_BITS = Math.log2(255);
/** Bits of one margin, with room to spare. */
const MARGIN_BITS = 16;

/** Bits of what a vote or an entry is worth. */
const SCALE_BITS = Math.log2(MAX_SCALE);

/** Finds out what can be said of a model that was read from `blob`. */
export async function factsOf(model: Model, blob: Uint8Array<ArrayBuffer>) {
  const { features, classes, metadata } = model;
  const inside = bitModelOf(model);
  const encoder = isEncoded(model) ? model.encoder : undefined;
  const text = [...classes, ...Object.entries(metadata).flat(), ...textOf(encoder)].join("");
  const textBytes = new TextEncoder().encode(text).length;
  const bits = bitsOf(inside) + bitsOfThresholds(encoder);
  const informationBytes = bits / 8 + textBytes;
  return {
    formatVersion: FORMAT_VERSION,
    bytes: blob.length,
    sha256: await versionOf(blob),
    features,
    classes,
    ...(encoder ? { columns: describeColumns(encoder) } : {}),
    ...(isBoosted(inside) ? partsOfTables(inside) : partsOfNetwork(inside)),
    informationBytes: Math.ceil(informationBytes),
    overheadPercent: Number((100 * (blob.length / informationBytes - 1)).toFixed(2)),
    metadata,
  };
}

/** Says how many tables there are, of how many wires. */
export function describeTables(tables: number, arity: number, splits: number): string {
  const s = (n: number) => (n === 1 ? "" : "s");
  return `${tables} of ${arity} wire${s(arity)}, for ${splits} split${s(splits)} of the classes`;
}

function partsOfNetwork(model: Network | VotingNetwork | PairwiseNetworks) {
  const layers = layersOf(model);
  const networks = isPairwise(model) ? model.pairs : [model];
  const heads = new Set(networks.map((one) => isVoting(one) ? "vote" as const : "lut" as const));
  return {
    method: "network" as const,
    ...(isPairwise(model) ? { networks: networks.length } : {}),
    head: heads.size > 1 ? "mixed" as const : [...heads][0]!,
    liveLuts: layers.reduce((luts, { width }) => luts + width, 0),
    layers: layers.map(({ width, arity }) => ({ width, arity, tableBits: 2 ** arity })),
  };
}

function partsOfTables(model: BoostedTables) {
  const { width: tables, arity, entries } = model;
  return {
    method: "boosted" as const,
    ...{ tables, arity, splits: splitCount(model), entryBytes: entries.length },
  };
}

/** The bits that a model cannot do without, but for its text. */
function bitsOf(model: BitModel): number {
  if (isBoosted(model)) return bitsOfTables(model);
  if (isPairwise(model)) {
    return model.pairs.reduce((bits, network) => bits + bitsOf(network), SCALE_BITS);
  }
  return bitsOfLayers(model) +
    (isVoting(model) ? SCALE_BITS : MARGIN_BITS * model.margins.length);
}

/**
 * The bits that the layers of a network cannot do without: for each LUT its truth table and which of
 * the outputs below its wires read, all different.
 */
function bitsOfLayers({ features, layers }: LayeredModel): number {
  let bits = 0;
  let below = features;
  for (const { width, arity } of layers) {
    bits += width * (2 ** arity + bitsOfWires(arity, below));
    below = width;
  }
  return bits;
}

/**
 * The bits that boosted tables cannot do without: for each table its entries and which features its
 * wires read; the halves of three classes or more; the scale.
 */
function bitsOfTables(model: BoostedTables): number {
  const { features, classes: { length: classes }, width, arity, entries } = model;
  // All ways to halve the classes but the two with an empty half.
  const splitBits = classes === 2 ? 0 : splitCount(model) * Math.log2(2 ** classes - 2);
  return ENTRY_BITS * entries.length + width * bitsOfWires(arity, features) + splitBits +
    SCALE_BITS;
}

/** The text of an encoder: names of columns and categories. */
function textOf(encoder: Encoder | undefined): string[] {
  return (encoder?.columns ?? []).flatMap((column) =>
    column.kind === "category" ? [column.name, ...column.categories] : [column.name]
  );
}

/** The bits of an encoder's thresholds: any doubles. */
function bitsOfThresholds(encoder: Encoder | undefined): number {
  return (encoder?.columns ?? []).reduce(
    (bits, column) => bits + (column.kind === "number" ? 64 * column.thresholds.length : 0),
    0,
  );
}

/** Bits of the wires of one LUT: each reads another of the outputs below. */
function bitsOfWires(arity: number, below: number): number {
  let bits = 0;
  for (let wire = 0; wire < arity; wire++) bits += Math.log2(below - wire);
  return bits;
}
