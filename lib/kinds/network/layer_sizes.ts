/**
 * What can be said of layers of LUTs, whatever becomes of the last one.
 *
 * @module
 */

import type { LayerSize } from "../../blob/layout.ts";
import { bitsOfWires } from "../kind.ts";
import type { LayeredModel } from "./model.ts";

/** The layers of networks, added up layer by layer. */
export function layerSizes(networks: readonly LayeredModel[]): LayerSize[] {
  const sizes: LayerSize[] = [];
  for (const { layers } of networks) {
    layers.forEach(({ width, arity }, index) => {
      const sum = sizes[index] ?? { width: 0, arity: 0 };
      sizes[index] = { width: sum.width + width, arity: Math.max(sum.arity, arity) };
    });
  }
  return sizes;
}

/** Bytes of the wires and tables of a network in memory, and of its margins. */
export function layerBytes({ layers }: LayeredModel): number {
  const margins = 2 * 2 ** layers.at(-1)!.arity;
  return layers.reduce(
    (bytes, { wires, tables }) => bytes + wires.byteLength + tables.byteLength,
    margins + 1_024,
  );
}

/**
 * The bits that the layers of a network cannot do without: for each LUT its truth table and which of
 * the outputs below its wires read, all different.
 */
export function layerBits({ features, layers }: LayeredModel): number {
  let bits = 0;
  let below = features;
  for (const { width, arity } of layers) {
    bits += width * (2 ** arity + bitsOfWires(arity, below));
    below = width;
  }
  return bits;
}
