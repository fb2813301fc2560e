/**
 * Inference for many rows in as little code as goes with speed, for runtimes that get no kernels: 32
 * rows a word, a thousand rows a block. `lib/kernels/` is faster and many times as large. Same answers
 * as `predictRow`.
 *
 * @module
 */

import type { BitMatrix } from "../rows/bit_matrix.ts";
import { type Layer, type Network, outputLayer } from "../kinds/network/model.ts";
import { tableBytes } from "../kinds/network/model.ts";
import { answerAt } from "../kinds/network/predict.ts";
import type { Predictions } from "../scores/predictions.ts";
import { transpose } from "./transpose.ts";

/** Words of a column of a block: a column has one bit a row. */
const WORDS = 32;

/** The columns of sixteen wires on 32 rows; transposed, the addresses of these rows. */
const addresses = new Uint32Array(16);
/** Bits 0 to 7 of the addresses. */
const low = addresses.subarray(0, 8);
/** Bits 8 to 15. */
const high = addresses.subarray(8);
/** A truth table of up to eight wires, a byte an address. */
const expanded = new Uint8Array(256);

/** Predicts the classes of many rows. */
export function predictRows(network: Network, rows: BitMatrix): Predictions {
  const { layers, features } = network;
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(2 * rows.rows);
  const output = outputLayer(network);
  const columns = layers.reduce((most, layer) => Math.max(most, layer.width), features);
  let inputs = new Uint32Array(columns * WORDS);
  let outputs = new Uint32Array(columns * WORDS);
  for (let first = 0; first < rows.rows; first += 32 * WORDS) {
    const last = Math.min(first + 32 * WORDS, rows.rows);
    const words = Math.ceil((last - first) / 32);
    packBlock(inputs, rows, first, last);
    for (const layer of layers) {
      if (layer === output) break;
      for (let lut = 0; lut < layer.width; lut++) applyLut(outputs, inputs, layer, lut, words);
      [inputs, outputs] = [outputs, inputs];
    }
    for (let row = first; row < last; row++) {
      const answer = answerAt(network, addressOf(inputs, output, row - first));
      labels[row] = answer.label;
      scores.set(answer.scores, 2 * row);
    }
  }
  return { labels, scores };
}

/** Turns rows of bits into columns of bits. */
function packBlock(columns: Uint32Array, rows: BitMatrix, first: number, last: number): void {
  columns.fill(0);
  for (let row = first, at = first * rows.stride; row < last; row++, at += rows.stride) {
    const word = (row - first) >>> 5;
    for (let column = 0; column < rows.columns; column++) {
      const bit = (rows.bytes[at + (column >>> 3)]! >>> (column & 7)) & 1;
      columns[column * WORDS + word]! |= bit << row;
    }
  }
}

/** Looks up the rows of a block at one LUT. */
function applyLut(
  outputs: Uint32Array,
  inputs: Uint32Array,
  { arity, wires, tables }: Layer,
  lut: number,
  words: number,
): void {
  const table = lut * tableBytes(arity);
  for (let address = 0; address < 1 << arity && arity <= 8; address++) {
    expanded[address] = (tables[table + (address >>> 3)]! >>> (address & 7)) & 1;
  }
  for (let word = 0; word < words; word++) {
    for (let wire = 0; wire < arity; wire++) {
      addresses[wire] = inputs[wires[lut * arity + wire]! * WORDS + word]!;
    }
    for (let wire = arity; wire < 16; wire++) addresses[wire] = 0;
    transpose(low);
    if (arity > 8) transpose(high);
    let bits = 0;
    for (let i = 0; i < 8; i++) {
      let l = low[i]!;
      if (arity <= 8) {
        bits |= (expanded[l & 255]! | (expanded[(l >>> 8) & 255]! << 8) |
          (expanded[(l >>> 16) & 255]! << 16) | (expanded[l >>> 24]! << 24)) << i;
        continue;
      }
      let h = high[i]!;
      for (let shift = i; shift < 32; shift += 8, l >>>= 8, h >>>= 8) {
        const address = (l & 255) | ((h & 255) << 8);
        bits |= ((tables[table + (address >>> 3)]! >>> (address & 7)) & 1) << shift;
      }
    }
    outputs[lut * WORDS + word] = bits;
  }
}

/** The address that one row of a block reaches at the only LUT of a layer. */
function addressOf(columns: Uint32Array, { arity, wires }: Layer, row: number): number {
  let address = 0;
  for (let wire = 0; wire < arity; wire++) {
    address |= ((columns[wires[wire]! * WORDS + (row >>> 5)]! >>> (row & 31)) & 1) << wire;
  }
  return address;
}
