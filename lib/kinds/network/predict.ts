/**
 * Inference for one row: a few thousand table lookups, no arithmetic but shifts. A network that
 * `decodeNetwork` or `trainNetwork` returned is whole, so nothing is checked on the way. Paper,
 * section 2: "Inference proceeds in a similar fashion from inputs to outputs".
 *
 * @module
 */

import type { Prediction } from "../../scores/predictions.ts";
import { checkPackedRow } from "../../rows/bit_matrix.ts";
import { MAX_FEATURES, MAX_WIDTH } from "../../limits.ts";
import { type Layer, MARGIN_ONE, type Network, outputLayer } from "./model.ts";
import { tableBytes } from "./model.ts";

/** One byte for each bit that a layer reads, and for each that it puts out; the next one swaps them. */
const EVEN = new Uint8Array(MAX_WIDTH > MAX_FEATURES ? MAX_WIDTH : MAX_FEATURES);
const ODD = new Uint8Array(EVEN.length);

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictRow(network: Network, row: Uint8Array): Prediction {
  checkPackedRow(row, network.features);
  return answerAt(network, outputAddress(network, row));
}

/** The answer for a row that reaches an address at the output LUT. */
export function answerAt(network: Network, address: number): Prediction {
  const label = (outputLayer(network).tables[address >>> 3]! >>> (address & 7)) & 1;
  const margin = label === 1 ? network.margins[address]! : -network.margins[address]!;
  return {
    label,
    scores: [(MARGIN_ONE - margin) / (2 * MARGIN_ONE), (MARGIN_ONE + margin) / (2 * MARGIN_ONE)],
  };
}

/** The address at which a row reads the output LUT. */
export function outputAddress({ layers, features }: Network, row: Uint8Array): number {
  let inputs = EVEN;
  let outputs = ODD;
  spreadBits(inputs, row, features);
  const last = layers.length - 1;
  for (let layer = 0; layer < last; layer++) {
    lookUpRow(outputs, layers[layer]!, inputs);
    [inputs, outputs] = [outputs, inputs];
  }
  const { arity, wires } = layers[last]!;
  let address = 0;
  for (let wire = 0; wire < arity; wire++) address |= inputs[wires[wire]!]! << wire;
  return address;
}

/** Writes each bit of a row as a byte. */
export function spreadBits(bits: Uint8Array, row: Uint8Array, features: number): void {
  for (let i = 0; i < features; i++) bits[i] = (row[i >>> 3]! >>> (i & 7)) & 1;
}

/**
 * Writes the output bit of each LUT of a layer, one byte a bit.
 *
 * Two loops in one function, because V8 would put a smaller one into its callers, and there it
 * runs out of registers and takes half as long again. The bounds (`& 31`, `& 0x1ffff`) tell V8 that
 * no index overflows 31 bits, which saves a check for each wire.
 */
export function lookUpRow(outputs: Uint8Array, layer: Layer, inputs: Uint8Array): void {
  const { wires, tables } = layer;
  const arity = layer.arity & 31;
  const end = (layer.width & 0x1ffff) * arity;
  const bytes = tableBytes(arity);
  if (arity === 8) {
    for (let lut = 0, wire = 0; wire < end; lut++, wire += 8) {
      const address = eightBits(inputs, wires, wire);
      outputs[lut] = (tables[(wire << 2) + (address >>> 3)]! >>> (address & 7)) & 1;
    }
    return;
  }
  const unrolled = arity & 28;
  for (let lut = 0, wire = 0, table = 0; wire < end; lut++, wire += arity, table += bytes) {
    let address = 0;
    if (unrolled > 4) address = eightBits(inputs, wires, wire);
    else if (unrolled > 0) address = fourBits(inputs, wires, wire);
    if (unrolled > 8) address |= fourBits(inputs, wires, wire + 8) << 8;
    if (unrolled > 12) address |= fourBits(inputs, wires, wire + 12) << 12;
    for (let bit = unrolled; bit < arity; bit++) address |= inputs[wires[wire + bit]!]! << bit;
    outputs[lut] = (tables[table + (address >>> 3)]! >>> (address & 7)) & 1;
  }
}

/** The bits on eight wires, those of the first one lowest. Doubling and adding is one instruction. */
function eightBits(inputs: Uint8Array, wires: Uint16Array, first: number): number {
  let bits = (inputs[wires[first + 7]!]! << 1) + inputs[wires[first + 6]!]! | 0;
  bits = (bits << 1) + inputs[wires[first + 5]!]! | 0;
  bits = (bits << 1) + inputs[wires[first + 4]!]! | 0;
  bits = (bits << 1) + inputs[wires[first + 3]!]! | 0;
  bits = (bits << 1) + inputs[wires[first + 2]!]! | 0;
  bits = (bits << 1) + inputs[wires[first + 1]!]! | 0;
  return (bits << 1) + inputs[wires[first]!]! | 0;
}

/** The bits on four wires. */
function fourBits(inputs: Uint8Array, wires: Uint16Array, first: number): number {
  let bits = (inputs[wires[first + 3]!]! << 1) + inputs[wires[first + 2]!]! | 0;
  bits = (bits << 1) + inputs[wires[first + 1]!]! | 0;
  return (bits << 1) + inputs[wires[first]!]! | 0;
}
