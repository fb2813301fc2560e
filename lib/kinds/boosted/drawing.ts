/**
 * What of boosted tables is drawn by chance, before any row is looked at: the wires of each table
 * and the halves of the classes. It depends on the settings and the seed alone.
 *
 * @module
 */

import { drawWindow } from "../../rows/input_shape.ts";
import { CLASSES } from "../../limits.ts";
import {
  DRAW_BOOSTED_WIRES,
  DRAW_SPLITS,
  DRAW_WINDOWS,
  RandomStream,
  shuffleStart,
} from "../../random.ts";
import { type BoostedSettings, countSplits } from "./settings.ts";

/** The layer that the tables make up, as part of what is drawn. */
export const LAYER = 1;

/**
 * Draws the wires of all tables.
 *
 * @returns tables x arity features
 */
export function drawBoostedWires(features: number, settings: BoostedSettings): Uint16Array {
  const { tables, arity, seed, inputShape, patch } = settings;
  const wires = new Uint16Array(tables * arity);
  for (let table = 0; table < tables; table++) {
    const random = new RandomStream(seed, LAYER, table, DRAW_BOOSTED_WIRES);
    const window = patch === undefined
      ? undefined
      : drawWindow(inputShape!, patch, new RandomStream(seed, LAYER, table, DRAW_WINDOWS));
    const choice = window?.length ?? features;
    const drawn = new Set<number>();
    while (drawn.size < arity) drawn.add(random.below(choice));
    let at = table * arity;
    for (const place of drawn) wires[at++] = window ? window[place]! : place;
  }
  return wires;
}

/**
 * Draws the splits: random halves of the classes, the half that is spoken for the smaller one.
 *
 * @returns splits x classes of 0 or 1; for two classes one split, which is class 1
 */
export function drawSplits(classes: number, settings: BoostedSettings): Uint8Array {
  if (classes === CLASSES) return Uint8Array.of(0, 1);
  const count = countSplits(settings, classes);
  const splits = new Uint8Array(count * classes);
  for (let split = 0; split < count; split++) {
    const order = Uint32Array.from({ length: classes }, (_, index) => index);
    const half = classes >> 1;
    shuffleStart(order, half, new RandomStream(settings.seed, LAYER, split, DRAW_SPLITS));
    for (let i = 0; i < half; i++) splits[split * classes + order[i]!] = 1;
  }
  return splits;
}
