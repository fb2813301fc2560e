/**
 * A network worked out by hand: one row, one LUT, one wire at a time, sharing no code with the
 * engine. The tests compare the oracle and the fast paths with it.
 *
 * @module
 */
import { bitAt, type BitMatrix } from "../../lib/rows/bit_matrix.ts";
import type { Layer, Network } from "../../lib/kinds/network/model.ts";

/** One layer's bits, or the features, for one row. */
export type Units = readonly number[];

/** The address of a LUT, given the bits of the layer below. */
export function addressIn(layer: Layer, lut: number, below: Units): number {
  let address = 0;
  for (let wire = 0; wire < layer.arity; wire++) {
    address += below[layer.wires[lut * layer.arity + wire]!]! * 2 ** wire;
  }
  return address;
}

/** The bit that a LUT has at an address. */
export function tableBit(layer: Layer, lut: number, address: number): number {
  const bytes = layer.tables.length / layer.width;
  const byte = layer.tables[lut * bytes + Math.floor(address / 8)]!;
  return Math.floor(byte / 2 ** (address % 8)) % 2;
}

/** For each row the bits of every layer: first the features, last the output bit. */
export function unitsOf(network: Network, rows: BitMatrix): Units[][] {
  return Array.from({ length: rows.rows }, (_, row) => {
    const features = Array.from({ length: rows.columns }, (_, column) => bitAt(rows, row, column));
    const units: Units[] = [features];
    for (const layer of network.layers) {
      const below = units.at(-1)!;
      units.push(Array.from({ length: layer.width }, (_, lut) => {
        return tableBit(layer, lut, addressIn(layer, lut, below));
      }));
    }
    return units;
  });
}
