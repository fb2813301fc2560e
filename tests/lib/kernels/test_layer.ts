/**
 * Random layers for the tests of the kernels, and what each LUT reaches and gives, worked out by
 * hand: one row, one wire at a time.
 *
 * @module
 */
import { VECTOR_BYTES } from "../../../lib/kernels/kernels.ts";
import { tableBytes } from "../../../lib/kinds/network/model.ts";
import { randomStream } from "../random_data.ts";

/** Columns of the layer below. Fewer than 16, so that wires repeat. */
const INPUTS = 13;

/** What a random layer is like. */
export interface LayerPlan {
  readonly arity: number;
  readonly width: number;
  /** Rows of class 1 and of class 0. Each class is filled up to whole vectors. */
  readonly ones: number;
  readonly zeros: number;
  readonly seed: number;
}

/** A layer of LUTs over columns of bits. */
export interface TestLayer extends LayerPlan {
  readonly vectors: number;
  readonly vectorsOfOnes: number;
  readonly columnBytes: number;
  /** The columns of the layer below; in each of them the rows of padding are alike. */
  readonly columns: Uint8Array;
  readonly wires: Uint16Array;
  readonly tables: Uint8Array;
  readonly luts: Uint32Array;
}

/** Makes a layer. */
export function randomLayer(plan: LayerPlan): TestLayer {
  const { arity, width, ones, zeros, seed } = plan;
  const random = randomStream(seed);
  const vectorsOfOnes = Math.ceil(ones / 128);
  const vectors = vectorsOfOnes + Math.ceil(zeros / 128);
  const columnBytes = vectors * VECTOR_BYTES;
  const columns = new Uint8Array(INPUTS * columnBytes);
  for (let column = 0; column < INPUTS; column++) {
    // From zeros alone over skewed and fair bits to ones alone.
    const density = random.below(9);
    const padding = random.below(2);
    for (let row = 0; row < vectors * 128; row++) {
      const bit = isPadding(row, vectorsOfOnes, plan) ? padding : Number(random.below(8) < density);
      columns[column * columnBytes + (row >> 3)]! |= bit << (row & 7);
    }
  }
  return {
    ...plan,
    vectors,
    vectorsOfOnes,
    columnBytes,
    columns,
    wires: Uint16Array.from({ length: width * arity }, () => random.below(INPUTS)),
    tables: Uint8Array.from({ length: width * tableBytes(arity) }, () => random.below(256)),
    luts: Uint32Array.from({ length: width }, () => random.word()),
  };
}

/** Whether a row only fills its class up. */
function isPadding(row: number, vectorsOfOnes: number, { ones, zeros }: LayerPlan): boolean {
  const firstZero = vectorsOfOnes * 128;
  return row < firstZero ? row >= ones : row >= firstZero + zeros;
}

/** The class of a row: 1, 0, or nothing for one of padding. */
export function classOf(layer: TestLayer, row: number): 0 | 1 | undefined {
  if (isPadding(row, layer.vectorsOfOnes, layer)) return undefined;
  return row < layer.vectorsOfOnes * 128 ? 1 : 0;
}

/** A column that is 1 for each row but padding. */
export function realRowsOf(layer: TestLayer): Uint8Array {
  const column = new Uint8Array(layer.columnBytes);
  for (let row = 0; row < 8 * column.length; row++) {
    if (classOf(layer, row) !== undefined) column[row >> 3]! |= 1 << (row & 7);
  }
  return column;
}

/** The address that each row reaches at a LUT, padding included. */
export function addressesAt(layer: TestLayer, lut: number): Uint16Array {
  const { arity, columnBytes, columns, wires } = layer;
  return Uint16Array.from({ length: columnBytes * 8 }, (_, row) => {
    let address = 0;
    for (let wire = 0; wire < arity; wire++) {
      const byte = columns[wires[lut * arity + wire]! * columnBytes + (row >> 3)]!;
      address += (byte >> (row & 7) & 1) * 2 ** wire;
    }
    return address;
  });
}

/** The bits that a truth table has at the addresses, as a column. */
export function columnOf(table: Uint8Array, addresses: Uint16Array): Uint8Array {
  const column = new Uint8Array(addresses.length / 8);
  addresses.forEach((address, row) => {
    column[row >> 3]! |= (table[address >> 3]! >> (address & 7) & 1) << (row & 7);
  });
  return column;
}
