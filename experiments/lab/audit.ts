/**
 * Holds each LUT of a network against every other table on the same wires. Paper, section 2: the
 * function that a LUT learns "is (Bayes) optimal, i.e., there is no other function that has strictly
 * lower training error. It is also monotonic: if we make the lut wider by providing it with more
 * inputs, this procedure cannot increase training error."
 *
 * It reads the wires and tables alone and works the rest out from the rows, one bit a byte, without
 * the engine's kernels.
 *
 * @module
 */

import {
  bitAt,
  type BitMatrix,
  type DataSet,
  type Layer,
  type Network,
  RandomStream,
} from "../../lib/mod.ts";

/** What was found. */
export interface Audit {
  /** LUTs that were looked at. */
  readonly luts: number;
  /** LUTs for which another table has fewer errors on the training rows. */
  readonly notOptimal: number;
  /** LUTs with few enough wires that each possible table was tried, one by one. */
  readonly tried: number;
  /** LUTs that were given one more wire. */
  readonly widened: number;
  /** LUTs that make more errors with one more wire. */
  readonly worseWhenWider: number;
}

/** Up to as many wires all 2^(2^k) tables are tried. */
const TRY_ALL = 3;
/** The purpose of the draws of one more wire; none of the engine's own. */
const DRAW_WIDER = 3_010;

/** Audits every LUT of an unpruned network on the rows it was trained on. */
export function auditLuts(network: Network, { rows, labels }: DataSet, seed: number): Audit {
  const audit = { luts: 0, notOptimal: 0, tried: 0, widened: 0, worseWhenWider: 0 };
  let inputs = columnsOf(rows);
  for (const [index, layer] of network.layers.entries()) {
    const outputs: Uint8Array[] = [];
    for (let lut = 0; lut < layer.width; lut++) {
      const wires = layer.wires.subarray(lut * layer.arity, (lut + 1) * layer.arity);
      const addresses = addressesOf(wires, inputs);
      const counts = countLabels(addresses, labels, layer.arity);
      const table = tableOf(layer, lut);
      const errors = errorsOf(table, counts);
      const fewest = fewestErrors(counts);
      audit.luts++;
      let isOptimal = errors === fewest;
      if (layer.arity <= TRY_ALL) {
        audit.tried++;
        isOptimal &&= errors === fewestOfAllTables(counts);
      }
      if (!isOptimal) audit.notOptimal++;

      const extra = wireBeside(
        wires,
        inputs.length,
        new RandomStream(seed, index, lut, DRAW_WIDER),
      );
      if (extra !== undefined) {
        const wider = addressesOf([...wires, extra], inputs);
        audit.widened++;
        if (fewestErrors(countLabels(wider, labels, layer.arity + 1)) > errors) {
          audit.worseWhenWider++;
        }
      }
      outputs.push(lookUp(table, addresses));
    }
    inputs = outputs;
  }
  return audit;
}

/** Training rows of class 0 and of class 1 that reach each address. */
type Counts = readonly [zeros: Uint32Array, ones: Uint32Array];

/** Rows that a table gets wrong. */
function errorsOf(table: Uint8Array, [zeros, ones]: Counts): number {
  return table.reduce((sum, bit, address) => sum + (bit ? zeros : ones)[address]!, 0);
}

/** Rows that the best table gets wrong: at each address the fewer of the two. */
function fewestErrors([zeros, ones]: Counts): number {
  return zeros.reduce((sum, count, address) => sum + Math.min(count, ones[address]!), 0);
}

/** The same, by trying each table that there is. */
function fewestOfAllTables(counts: Counts): number {
  const size = counts[0].length;
  let fewest = Infinity;
  for (let bits = 0; bits < 2 ** size; bits++) {
    const table = Uint8Array.from({ length: size }, (_, address) => (bits >>> address) & 1);
    fewest = Math.min(fewest, errorsOf(table, counts));
  }
  return fewest;
}

/** A wire that the LUT does not read yet, or nothing if it reads all that there are. */
function wireBeside(wires: Uint16Array, below: number, random: RandomStream): number | undefined {
  if (wires.length >= below) return undefined;
  for (;;) {
    const wire = random.below(below);
    if (!wires.includes(wire)) return wire;
  }
}

function addressesOf(wires: ArrayLike<number>, inputs: readonly Uint8Array[]): Uint32Array {
  const addresses = new Uint32Array(inputs[0]!.length);
  for (let wire = 0; wire < wires.length; wire++) {
    const bits = inputs[wires[wire]!]!;
    for (let row = 0; row < addresses.length; row++) addresses[row]! |= bits[row]! << wire;
  }
  return addresses;
}

function lookUp(table: Uint8Array, addresses: Uint32Array): Uint8Array {
  const bits = new Uint8Array(addresses.length);
  for (let row = 0; row < bits.length; row++) bits[row] = table[addresses[row]!]!;
  return bits;
}

function countLabels(addresses: Uint32Array, labels: Uint8Array, arity: number): Counts {
  const counts = [new Uint32Array(2 ** arity), new Uint32Array(2 ** arity)] as const;
  for (let row = 0; row < labels.length; row++) counts[labels[row]!]![addresses[row]!]!++;
  return counts;
}

/** The truth table of a LUT, one bit a byte. */
function tableOf({ arity, tables }: Layer, lut: number): Uint8Array {
  const start = lut * Math.max(8, 2 ** arity);
  return Uint8Array.from(
    { length: 2 ** arity },
    (_, address) => (tables[(start + address) >>> 3]! >>> ((start + address) & 7)) & 1,
  );
}

function columnsOf(rows: BitMatrix): Uint8Array[] {
  return Array.from(
    { length: rows.columns },
    (_, column) => Uint8Array.from({ length: rows.rows }, (_, row) => bitAt(rows, row, column)),
  );
}
