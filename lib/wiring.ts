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
  const { hiddenLayers, width } = shape;
  return Array.from({ length: hiddenLayers + 1 }, (_, index) => {
    const luts = Uint32Array.from({ length: index < hiddenLayers ? width : 1 }, (_, lut) => lut);
    return drawLayer(luts, index + 1, index === 0 ? features : width, shape.arity, seed);
  });
}

/**
 * Draws the wiring of the live LUTs alone, renumbered in order: what is left of
 * {@linkcode drawWiring} when dead LUTs are dropped (`live.ts`). It goes from the output back, so
 * that a LUT that nothing reads is never drawn.
 */
export function drawLiveWiring(features: number, shape: NetworkShape, seed: number): DrawnLayer[] {
  const { hiddenLayers, width, arity } = shape;
  const layers: DrawnLayer[] = [];
  let luts = Uint32Array.of(0);
  for (let index = hiddenLayers; index > 0; index--) {
    const layer = drawLayer(luts, index + 1, width, arity, seed);
    const isRead = new Uint8Array(width);
    for (const below of layer.wires) isRead[below] = 1;
    const numbers = new Uint16Array(width);
    luts = new Uint32Array(width);
    let live = 0;
    for (let lut = 0; lut < width; lut++) {
      if (isRead[lut] === 0) continue;
      luts[live] = lut;
      numbers[lut] = live++;
    }
    luts = luts.slice(0, live);
    layers.unshift({ ...layer, wires: layer.wires.map((below) => numbers[below]!) });
  }
  layers.unshift(drawLayer(luts, 1, features, arity, seed));
  return layers;
}

/** Draws the wires of some LUTs of a layer, given by their numbers. */
function drawLayer(
  luts: Uint32Array,
  layer: number,
  widthBelow: number,
  arity: number,
  seed: number,
): DrawnLayer {
  const wires = new Uint16Array(luts.length * arity);
  for (let lut = 0; lut < luts.length; lut++) {
    const random = new RandomStream(seed, layer, luts[lut]!, DRAW_WIRES);
    drawWires(wires, lut * arity, (lut + 1) * arity, widthBelow, random);
  }
  return { arity, width: luts.length, wires, luts };
}

/** Fills `wires` with distinct members of the layer below; one drawn before is drawn again. */
function drawWires(
  wires: Uint16Array,
  from: number,
  to: number,
  widthBelow: number,
  random: RandomStream,
): void {
  for (let wire = from; wire < to; wire++) {
    let drawn = random.below(widthBelow);
    for (let other = from; other < wire; other++) {
      if (wires[other] !== drawn) continue;
      drawn = random.below(widthBelow);
      other = from - 1;
    }
    wires[wire] = drawn;
  }
}
