/**
 * The definition: training and inference as the paper tells them (section 2), one LUT, one row and
 * one wire at a time, over every LUT of the network, with one byte for each bit. Slow and plain on
 * purpose. It says what is right, and every fast path is tested against it bit for bit.
 *
 * @module
 */

import { bitAt, type BitMatrix } from "../../rows/bit_matrix.ts";
import { checkDataSet, type DataSet } from "../../rows/data_set.ts";
import { leaveOneOut } from "./training/leave_one_out.ts";
import type { Layer, Network } from "./model.ts";
import { marginOf, scoresOfMargin } from "../../scores/margins.ts";
import { tableBytes } from "./model.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { checkSeed, tieBit } from "../../random.ts";
import { checkShape, type NetworkShape } from "./shape.ts";
import { drawWiring } from "./training/wiring.ts";

/** What each unit of a layer (a feature or a LUT) puts out: units x rows, one byte a bit. */
export type Outputs = Uint8Array[];

/**
 * Trains a network by memorization, layer by layer, without pruning.
 *
 * @throws {RoteError} as `checkDataSet`, `checkShape` and `checkSeed`
 */
export function trainByDefinition(data: DataSet, shape: NetworkShape, seed: number): Network {
  const { layers, counts: [count0, count1] } = trainLayersByDefinition(data, shape, seed);
  const margins = Uint16Array.from(count1, (count, address) => marginOf(count, count0[address]!));
  const { rows: { columns: features }, classes } = data;
  return { kind: "network", features, layers, classes, margins, metadata: {} };
}

/**
 * Trains the layers of a network.
 *
 * @returns the layers; what the last one puts out for the training rows; and how many rows of class
 *   0 and of class 1 reach each address of its last LUT
 * @throws {RoteError} as `checkDataSet`, `checkShape` and `checkSeed`
 */
export function trainLayersByDefinition(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
): { layers: Layer[]; outputs: Outputs; counts: readonly [Uint32Array, Uint32Array] } {
  checkDataSet(data);
  checkShape(data.rows.columns, shape);
  checkSeed(seed);
  const layers: Layer[] = [];
  let counts = [new Uint32Array(), new Uint32Array()] as const;
  let inputs = featuresOf(data.rows);
  for (const [index, wiring] of drawWiring(inputs.length, shape, seed).entries()) {
    const { arity, width, wires } = wiring;
    const layer = { arity, width, wires, tables: new Uint8Array(width * tableBytes(arity)) };
    const outputs: Outputs = [];
    for (let lut = 0; lut < width; lut++) {
      const addresses = addressesOf(layer, lut, inputs);
      counts = [new Uint32Array(2 ** arity), new Uint32Array(2 ** arity)];
      for (let row = 0; row < addresses.length; row++) {
        counts[data.labels[row] as 0 | 1][addresses[row]!]!++;
      }
      const differences = Int32Array.from(counts[1], (n, address) => n - counts[0][address]!);
      for (let address = 0; address < 2 ** arity; address++) {
        const difference = differences[address]!;
        const bit = difference === 0
          ? tieBit(seed, index + 1, lut, address)
          : Number(difference > 0);
        layer.tables[lut * tableBytes(arity) + (address >> 3)]! |= bit << (address % 8);
      }
      outputs.push(
        shape.hidden === "leave-one-out"
          ? leaveOneOut(addresses, data.labels, differences, { seed, layer: index + 1, lut })
          : outputsOf(layer, lut, addresses),
      );
    }
    layers.push(layer);
    inputs = outputs;
  }
  return { layers, outputs: inputs, counts };
}

/** Predicts rows. */
export function predictByDefinition(network: Network, rows: BitMatrix): Predictions {
  const { outputs, addresses } = lookUpByDefinition(network.layers, rows);
  const labels = outputs[0]!;
  const scores = new Float64Array(labels.length * 2);
  for (let row = 0; row < labels.length; row++) {
    const { predicted, other } = scoresOfMargin(network.margins[addresses[row]!]!);
    scores[row * 2] = labels[row] === 0 ? predicted : other;
    scores[row * 2 + 1] = labels[row] === 1 ? predicted : other;
  }
  return { labels, scores };
}

/**
 * Looks rows up, layer by layer.
 *
 * @returns what the last layer puts out, and the address that each row reaches at its last LUT
 */
export function lookUpByDefinition(
  layers: readonly Layer[],
  rows: BitMatrix,
): { outputs: Outputs; addresses: Uint16Array } {
  let inputs = featuresOf(rows);
  let addresses: Uint16Array = new Uint16Array();
  for (const layer of layers) {
    const outputs: Outputs = [];
    for (let lut = 0; lut < layer.width; lut++) {
      addresses = addressesOf(layer, lut, inputs);
      outputs.push(outputsOf(layer, lut, addresses));
    }
    inputs = outputs;
  }
  return { outputs: inputs, addresses };
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
