/**
 * Inference for one row: a few thousand table lookups, no arithmetic but shifts. A network that
 * `decodeBlob` or `trainNetwork` returned is whole, so nothing is checked on the way. Paper,
 * section 2: "Inference proceeds in a similar fashion from inputs to outputs".
 *
 * @module
 */

import { rowBytes } from "./bit_matrix.ts";
import { refuse } from "./errors.ts";
import { type Layer, type Network, outputLayer, scoresOfMargin, tableBytes } from "./network.ts";

/** The answer for one row. */
export interface Prediction {
  /** Index of the predicted class in `network.classes`. */
  readonly label: number;
  /** For each class its score, 0 to 1; they add up to 1 and the predicted class has at least 0.5. */
  readonly scores: readonly number[];
}

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictRow(network: Network, row: Uint8Array): Prediction {
  const bytes = rowBytes(network.features);
  if (row.length !== bytes) {
    throw refuse(
      row.length < bytes ? "row_too_short" : "row_too_long",
      `A packed row of ${network.features} features has ${bytes} bytes, not ${row.length}`,
    );
  }
  let inputs = new Uint8Array(network.features);
  for (let feature = 0; feature < inputs.length; feature++) {
    inputs[feature] = (row[feature >>> 3]! >>> (feature & 7)) & 1;
  }
  const output = outputLayer(network);
  for (const layer of network.layers.slice(0, -1)) {
    const outputs = new Uint8Array(layer.width);
    lookUpRow(outputs, layer, inputs);
    inputs = outputs;
  }
  let address = 0;
  for (let wire = 0; wire < output.arity; wire++) address |= inputs[output.wires[wire]!]! << wire;
  const label = (output.tables[address >>> 3]! >>> (address & 7)) & 1;
  const { predicted, other } = scoresOfMargin(network.margins[address]!);
  return { label, scores: label === 1 ? [other, predicted] : [predicted, other] };
}

/** Writes the output bit of each LUT of a layer, one byte a bit. */
function lookUpRow(outputs: Uint8Array, layer: Layer, inputs: Uint8Array): void {
  const { arity, width, wires, tables } = layer;
  const bytes = tableBytes(arity);
  for (let lut = 0, wire = 0; lut < width; lut++) {
    let address = 0;
    for (let bit = 0; bit < arity; bit++, wire++) address |= inputs[wires[wire]!]! << bit;
    outputs[lut] = (tables[lut * bytes + (address >>> 3)]! >>> (address & 7)) & 1;
  }
}
