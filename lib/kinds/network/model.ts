/**
 * A network: layers of wiring and truth tables, trained, in memory. Decoding a blob gives one,
 * training gives one; inference reads it and nothing changes it. Everything in it is data.
 *
 * @module
 */

import type { LayerWiring } from "./training/wiring.ts";

export { MARGIN_ONE } from "../../scores/margins.ts";
export { tableBytes } from "../../kernels/table_bytes.ts";

/** One layer of LUTs. The address of a LUT has the bit of wire j as its bit j. */
export interface Layer extends LayerWiring {
  /** width x tableBytes(arity): each LUT's truth table in address order, least bit first. */
  readonly tables: Uint8Array;
}

/** Layers over features, whatever becomes of the last one. */
export interface LayeredModel {
  /** Input bits. */
  readonly features: number;
  /** At least one layer. */
  readonly layers: readonly Layer[];
}

/** Layers from the inputs to the output, whose one LUT tells two classes apart. */
export interface Network {
  /** Tells it from other models. */
  readonly kind: "network";
  /** Input bits. */
  readonly features: number;
  /** At least one layer; the last one has a single LUT. */
  readonly layers: readonly Layer[];
  /** The names of the classes; the output bit is the index of the predicted one. */
  readonly classes: readonly string[];
  /**
   * 2^arity of the output LUT: for each of its addresses how much more often the training rows had
   * the predicted class than the other one, from 0 (a tie) to {@linkcode MARGIN_ONE} (certain).
   */
  readonly margins: Uint16Array;
  /** What is known about the training, as text. Never interpreted. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** LUTs of a network, the output LUT included. */
export function lutCount(network: LayeredModel): number {
  return network.layers.reduce((luts, layer) => luts + layer.width, 0);
}

/** The output layer. */
export function outputLayer(network: Network): Layer {
  return network.layers[network.layers.length - 1]!;
}
