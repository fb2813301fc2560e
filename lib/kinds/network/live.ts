/**
 * Live LUTs: those that the output depends on through the wiring. The others can be dropped without
 * changing any answer; in the paper's network with k = 8 about half of them can.
 *
 * @module
 */

import type { Layer, LayeredModel } from "./model.ts";
import { tableBytes } from "./model.ts";
import type { LayerWiring } from "./training/wiring.ts";

/**
 * Finds the live LUTs of each layer, from the output back: those of the last layer all are.
 *
 * @returns for each layer the ascending indices of its live LUTs
 */
export function findLive(layers: readonly LayerWiring[]): Uint32Array[] {
  const live: Uint32Array[] = [];
  let wanted = Uint32Array.from({ length: layers[layers.length - 1]!.width }, (_, lut) => lut);
  for (let index = layers.length - 1; index >= 0; index--) {
    live[index] = wanted;
    if (index === 0) break;
    const { arity, wires } = layers[index]!;
    const read = new Uint8Array(layers[index - 1]!.width);
    for (const lut of wanted) {
      for (let wire = lut * arity; wire < (lut + 1) * arity; wire++) read[wires[wire]!] = 1;
    }
    wanted = Uint32Array.from([...read.keys()].filter((lut) => read[lut] === 1));
  }
  return live;
}

/** Keeps the live LUTs of a network, renumbered in order. Its answers stay the same. */
export function pruneNetwork<Model extends LayeredModel>(network: Model): Model {
  const live = findLive(network.layers);
  if (live.every((luts, index) => luts.length === network.layers[index]!.width)) return network;
  const layers = network.layers.map((layer, index): Layer => {
    const bytes = tableBytes(layer.arity);
    const tables = new Uint8Array(live[index]!.length * bytes);
    live[index]!.forEach((lut, at) => {
      tables.set(layer.tables.subarray(lut * bytes, (lut + 1) * bytes), at * bytes);
    });
    return { ...pruneLayer(layer, live[index]!, live[index - 1]), tables };
  });
  return { ...network, layers };
}

/** The wires of the live LUTs; `liveBelow` is absent for the layer that reads the features. */
function pruneLayer(
  layer: LayerWiring,
  live: Uint32Array,
  liveBelow: Uint32Array | undefined,
): LayerWiring {
  const { arity } = layer;
  const renumbered = new Map(Array.from(liveBelow ?? [], (before, now) => [before, now]));
  const wires = new Uint16Array(live.length * arity);
  live.forEach((lut, at) => {
    for (let wire = 0; wire < arity; wire++) {
      const below = layer.wires[lut * arity + wire]!;
      wires[at * arity + wire] = liveBelow ? renumbered.get(below)! : below;
    }
  });
  return { arity, width: live.length, wires };
}
