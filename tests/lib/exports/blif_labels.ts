/**
 * The labels that a BLIF netlist gives to rows.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { bitAt, type BitMatrix } from "../../../lib/rows/bit_matrix.ts";
import { BlifNetlist } from "./blif_reader.ts";

/** A label for each row. The inputs are called row[0], row[1] and so on, the output label. */
export function labelsOf(text: string, rows: BitMatrix): Uint8Array {
  const netlist = new BlifNetlist(text);
  const columns = Array.from({ length: rows.columns }, (_, column) => columnOf(rows, column));
  assertEquals(netlist.inputs, columns.map((_, column) => `row[${column}]`));
  assertEquals(netlist.outputs, ["label"]);
  const [label] = netlist.evaluate(columns, rows.rows);
  const bits = label!.toString(2).padStart(rows.rows, "0");
  return Uint8Array.from({ length: rows.rows }, (_, row) => Number(bits[rows.rows - 1 - row]));
}

/** The bits of a column, row i as bit i. */
function columnOf(rows: BitMatrix, column: number): bigint {
  let bits = "";
  for (let row = rows.rows - 1; row >= 0; row--) bits += bitAt(rows, row, column);
  return BigInt(`0b${bits}`);
}
