/**
 * Wiring: which outputs of the layer below each LUT reads. It depends on the shape and the seed
 * alone, never on data, so all of it is drawn before training. Paper, section 2: "each lut receives
 * inputs from k luts in the previous layer (or k inputs for luts in the first layer) which are
 * picked at random when the network is constructed".
 *
 * @module
 */

import { drawWindow, type ImageSettings } from "../../../rows/input_shape.ts";
import { DRAW_PATCHES, DRAW_WIRES, RandomStream } from "../../../random.ts";
import { countLayers, type NetworkShape } from "../shape.ts";

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
 * Draws the wiring of a whole network: the hidden layers, then the output layer of one LUT, unless
 * the last hidden layer votes.
 *
 * @param features input bits, checked with the shape beforehand (`checkShape`)
 * @param seed integer from 0 to 2^53 - 1
 */
export function drawWiring(features: number, shape: NetworkShape, seed: number): DrawnLayer[] {
  const { hiddenLayers, width, arity } = shape;
  return Array.from({ length: countLayers(shape) }, (_, index) => {
    const luts = Uint32Array.from({ length: index < hiddenLayers ? width : 1 }, (_, lut) => lut);
    return index === 0
      ? drawFirstLayer(luts, features, shape, seed)
      : drawLayer(luts, index + 1, width, arity, seed);
  });
}

/**
 * Draws the wiring of the live LUTs alone, renumbered in order: what is left of
 * {@linkcode drawWiring} when dead LUTs are dropped (`live.ts`). It goes from the output back, so
 * that a LUT that nothing reads is never drawn.
 */
export function drawLiveWiring(features: number, shape: NetworkShape, seed: number): DrawnLayer[] {
  const { width, arity, head } = shape;
  const layers: DrawnLayer[] = [];
  let luts = Uint32Array.from({ length: head === "vote" ? width : 1 }, (_, lut) => lut);
  for (let index = countLayers(shape) - 1; index > 0; index--) {
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
  layers.unshift(drawFirstLayer(luts, features, shape, seed));
  return layers;
}

/** Draws the wires of some LUTs of the first layer: from all features, or from a window for each. */
function drawFirstLayer(
  luts: Uint32Array,
  features: number,
  { arity, inputShape, patch }: ImageSettings & { readonly arity: number },
  seed: number,
): DrawnLayer {
  if (patch === undefined) return drawLayer(luts, 1, features, arity, seed);
  const choice = (2 * patch + 1) ** 2 * inputShape![2];
  const drawn = drawLayer(luts, 1, choice, arity, seed);
  for (let lut = 0; lut < luts.length; lut++) {
    const random = new RandomStream(seed, 1, luts[lut]!, DRAW_PATCHES);
    const window = drawWindow(inputShape!, patch, random);
    const wires = drawn.wires.subarray(lut * arity, (lut + 1) * arity);
    wires.forEach((place, wire) => wires[wire] = window[place]!);
  }
  return drawn;
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
