/**
 * Wiring: which outputs of the layer below each LUT reads. It depends on the shape and the seed
 * alone, never on data, so all of it is drawn before training. Paper, section 2: "each lut receives
 * inputs from k luts in the previous layer (or k inputs for luts in the first layer) which are
 * picked at random when the network is constructed".
 *
 * @module
 */

import { DRAW_WIRES, RandomStream } from "./random.ts";
import type { NetworkShape } from "./shape.ts";

/** The wires of one layer. */
export interface LayerWiring {
  /** Wires of each LUT. */
  readonly arity: number;
  /** LUTs in the layer. */
  readonly width: number;
  /** width x arity: the output (or feature) of the layer below that each wire reads. */
  readonly wires: Uint16Array;
}

/** The wires of one layer of LUTs that remember their numbers from before pruning. */
export interface DrawnLayer extends LayerWiring {
  /** width: the number of each LUT within its unpruned layer; random draws are made for it. */
  readonly luts: Uint32Array;
}

/**
 * Draws the wiring of a whole network: the hidden layers, then the output layer of one LUT.
 *
 * @param features input bits, checked with the shape beforehand (`checkShape`)
 * @param seed integer from 0 to 2^53 - 1
 */
export function drawWiring(features: number, shape: NetworkShape, seed: number): DrawnLayer[] {
  const layers: DrawnLayer[] = [];
  let below = features;
  for (let layer = 1; layer <= shape.hiddenLayers + 1; layer++) {
    const width = layer <= shape.hiddenLayers ? shape.width : 1;
    const wires = new Uint16Array(width * shape.arity);
    const luts = new Uint32Array(width);
    for (let lut = 0; lut < width; lut++) {
      luts[lut] = lut;
      const own = wires.subarray(lut * shape.arity, (lut + 1) * shape.arity);
      drawWires(own, below, new RandomStream(seed, layer, lut, DRAW_WIRES));
    }
    layers.push({ arity: shape.arity, width, wires, luts });
    below = width;
  }
  return layers;
}

/** Fills `wires` with distinct members of the layer below; one drawn before is drawn again. */
function drawWires(wires: Uint16Array, widthBelow: number, random: RandomStream): void {
  for (let wire = 0; wire < wires.length; wire++) {
    let drawn = random.below(widthBelow);
    while (wires.subarray(0, wire).includes(drawn)) drawn = random.below(widthBelow);
    wires[wire] = drawn;
  }
}
