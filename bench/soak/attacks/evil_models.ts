/**
 * Models that are legal and as large or slow as the format lets them be. Every LUT is read by the
 * layer above, as the format demands.
 *
 * @module
 */

import {
  type Column,
  encodeModel,
  type Network,
  type PairwiseNetworks,
  type VotingNetwork,
  withEncoder,
} from "../../../lib/mod.ts";
import type { Layer } from "../../../lib/kinds/network/model.ts";
import { tableBytes } from "../../../lib/kinds/network/model.ts";

/** Layers of the same width and arity. */
export interface EvilShape {
  readonly layers: number;
  readonly width: number;
  readonly arity: number;
  readonly features: number;
}

/** A network that votes. Different salts make different ones. */
export function votingBlob(shape: EvilShape, salt = 0): Uint8Array<ArrayBuffer> {
  return encodeModel(votingNetwork(shape, ["0", "1"], salt));
}

/**
 * A network of a single output, which every target of an export knows: 4,096 x `size` LUTs in the first
 * layer, an eighth of that in the next, and so on. `size` is 1 to 8.
 */
export function treeBlob(size: number, salt: number): Uint8Array<ArrayBuffer> {
  const features = 16;
  const widths = [4_096, 512, 64, 8, 1].map((width) => size * width);
  const layers = widths.map((width, index) =>
    evilLayer(widths[index - 1] ?? features, width, 8, index + salt)
  );
  const network: Network = {
    kind: "network",
    features,
    layers: [...layers, evilLayer(size, 1, size, salt)],
    classes: ["0", "1"],
    margins: new Uint16Array(1 << size).fill(1),
    metadata: {},
  };
  return encodeModel(network);
}

/** A network that votes for each pair of so many classes. */
export function pairwiseBlob(shape: EvilShape, count: number): Uint8Array<ArrayBuffer> {
  const classes = Array.from({ length: count }, (_, index) => `class ${index}`);
  const pairs: VotingNetwork[] = [];
  for (let low = 0; low < count; low++) {
    for (let high = low + 1; high < count; high++) {
      pairs.push(votingNetwork(shape, [classes[low]!, classes[high]!], pairs.length));
    }
  }
  const model: PairwiseNetworks = {
    ...{ kind: "pairwise", features: shape.features, classes, pairs, scale: 1, metadata: {} },
  };
  return encodeModel(model);
}

/** An encoder with as many columns as there may be, named by control characters, and one LUT. */
export function controlBlob(columns: number): Uint8Array<ArrayBuffer> {
  const encoder = {
    columns: Array.from({ length: columns }, (_, index): Column => ({
      kind: "number",
      name: "\x01".repeat(240) + index.toString(36).padStart(8, "0"),
      thresholds: Float64Array.of(0),
      missing: false,
    })),
  };
  const network: Network = {
    kind: "network",
    features: columns,
    layers: [{ width: 1, arity: 1, wires: Uint16Array.of(0), tables: Uint8Array.of(2) }],
    classes: ["0", "1"],
    margins: Uint16Array.of(1, 1),
    metadata: {},
  };
  return encodeModel(withEncoder(encoder, network));
}

function votingNetwork(
  { layers, width, arity, features }: EvilShape,
  classes: readonly string[],
  salt: number,
): VotingNetwork {
  return {
    kind: "voting",
    features,
    layers: Array.from(
      { length: layers },
      (_, index) => evilLayer(index === 0 ? features : width, width, arity, index + salt),
    ),
    classes,
    scale: 1,
    metadata: {},
  };
}

/** LUT i reads what is at i and at even distances from there: all that is below, if it is as wide. */
function evilLayer(below: number, width: number, arity: number, salt: number): Layer {
  const step = Math.floor(below / arity);
  const wires = new Uint16Array(width * arity);
  for (let lut = 0, at = 0; lut < width; lut++) {
    for (let wire = 0; wire < arity; wire++) wires[at++] = (lut + wire * step) % below;
  }
  const mask = arity < 3 ? (1 << (1 << arity)) - 1 : 255;
  const tables = new Uint8Array(width * tableBytes(arity));
  for (let at = 0, state = salt + 1; at < tables.length; at++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    tables[at] = state >> 16 & mask;
  }
  return { width, arity, wires, tables };
}
