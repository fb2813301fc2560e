/**
 * The definition: training and inference as the paper tells them (section 2), one LUT, one row and
 * one wire at a time, over every LUT of the network, with one byte for each bit. Slow and plain on
 * purpose. It says what is right, and every fast path is tested against it bit for bit.
 *
 * @module
 */

import { bitAt, type BitMatrix } from "./bit_matrix.ts";
import { checkDataSet, type DataSet } from "./data_set.ts";
import { type Layer, marginOf, type Network, scoresOfMargin, tableBytes } from "./network.ts";
import type { Predictions } from "./predict_batch.ts";
import { checkSeed, tieBit } from "./random.ts";
import { checkShape, type NetworkShape } from "./shape.ts";
import { drawWiring } from "./wiring.ts";

/** What each unit of a layer (a feature or a LUT) puts out: units x rows, one byte a bit. */
type Outputs = Uint8Array[];

/**
 * Trains a network by memorization, layer by layer, without pruning.
 *
 * @throws {RoteError} as `checkDataSet`, `checkShape` and `checkSeed`
 */
export function trainByDefinition(data: DataSet, shape: NetworkShape, seed: number): Network {
  checkDataSet(data);
  checkShape(data.rows.columns, shape);
  checkSeed(seed);
  const layers: Layer[] = [];
  let margins = new Uint16Array();
  let inputs = featuresOf(data.rows);
  for (const [index, wiring] of drawWiring(inputs.length, shape, seed).entries()) {
    const { arity, width, wires } = wiring;
    const layer = { arity, width, wires, tables: new Uint8Array(width * tableBytes(arity)) };
    const outputs: Outputs = [];
    for (let lut = 0; lut < width; lut++) {
      const addresses = addressesOf(layer, lut, inputs);
      const count0 = new Uint32Array(2 ** arity);
      const count1 = new Uint32Array(2 ** arity);
      for (let row = 0; row < addresses.length; row++) {
        const counts = data.labels[row] === 1 ? count1 : count0;
        counts[addresses[row]!]!++;
      }
      for (let address = 0; address < 2 ** arity; address++) {
        const isTie = count1[address] === count0[address];
        const bit = isTie
          ? tieBit(seed, index + 1, lut, address)
          : Number(count1[address]! > count0[address]!);
        layer.tables[lut * tableBytes(arity) + (address >> 3)]! |= bit << (address % 8);
      }
      outputs.push(outputsOf(layer, lut, addresses));
      // The output LUT comes last, so its margins are the ones that stay.
      margins = Uint16Array.from(count1, (count, address) => marginOf(count, count0[address]!));
    }
    layers.push(layer);
    inputs = outputs;
  }
  return { features: data.rows.columns, layers, classes: data.classes, margins, metadata: {} };
}

/** Predicts rows. */
export function predictByDefinition(network: Network, rows: BitMatrix): Predictions {
  let inputs = featuresOf(rows);
  let addresses: Uint16Array = new Uint16Array();
  for (const layer of network.layers) {
    const outputs: Outputs = [];
    for (let lut = 0; lut < layer.width; lut++) {
      addresses = addressesOf(layer, lut, inputs);
      outputs.push(outputsOf(layer, lut, addresses));
    }
    inputs = outputs;
  }
  // The output LUT comes last, so `addresses` is what the rows reach there.
  const labels = inputs[0]!;
  const scores = new Float64Array(labels.length * 2);
  for (let row = 0; row < labels.length; row++) {
    const { predicted, other } = scoresOfMargin(network.margins[addresses[row]!]!);
    scores[row * 2] = labels[row] === 0 ? predicted : other;
    scores[row * 2 + 1] = labels[row] === 1 ? predicted : other;
  }
  return { labels, scores };
}

/** The address of each row at a LUT: wire j is bit j. */
function addressesOf(layer: Layer, lut: number, inputs: Outputs): Uint16Array {
  const addresses = new Uint16Array(inputs[0]!.length);
  for (let wire = 0; wire < layer.arity; wire++) {
    const bits = inputs[layer.wires[lut * layer.arity + wire]!]!;
    for (let row = 0; row < addresses.length; row++) addresses[row]! |= bits[row]! << wire;
  }
  return addresses;
}

/** What a LUT puts out for each row. */
function outputsOf(layer: Layer, lut: number, addresses: Uint16Array): Uint8Array {
  const start = lut * tableBytes(layer.arity);
  const bits = new Uint8Array(addresses.length);
  for (let row = 0; row < bits.length; row++) {
    const address = addresses[row]!;
    bits[row] = (layer.tables[start + (address >> 3)]! >> (address % 8)) & 1;
  }
  return bits;
}

function featuresOf(rows: BitMatrix): Outputs {
  return Array.from(
    { length: rows.columns },
    (_, feature) => Uint8Array.from({ length: rows.rows }, (_, row) => bitAt(rows, row, feature)),
  );
}
