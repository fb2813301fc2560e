/**
 * The module of a network: a truth table and a wire for each LUT, and a register where it is pipelined.
 *
 * Each LUT has a name of its own. As bits of one vector a layer, Icarus takes over 100 times as long: it
 * passes the whole vector on when one bit of it changes.
 *
 * @module
 */

import { isKind } from "../../kinds/mod.ts";
import type { Layer, Network } from "../../kinds/network/model.ts";
import { tableBytes } from "../../kinds/network/model.ts";
import type { VotingNetwork } from "../../kinds/voting/model.ts";
import type { ExportSource } from "../exported.ts";
import { identifierOf } from "../names.ts";
import type { SourceText } from "../source_text.ts";
import { constantOf } from "./constant.ts";

/** What the module of a model is called. No keyword ends like this. */
export function moduleName({ name, model }: ExportSource): string {
  return `${identifierOf(name)}_${isKind(model, "boosted") ? "tables" : "network"}`;
}

/** Appends the module. */
export function addModule(
  text: SourceText,
  source: ExportSource<Network>,
  isPipelined: boolean,
): void {
  addLayers(text, source, isPipelined);
  text.add("", `  assign label = ${lutName(source.model.layers.length, 0)};`, "endmodule");
}

/** Appends the head of a module and all its layers, whose outputs the rest of it reads. */
export function addLayers(
  text: SourceText,
  source: ExportSource<Network | VotingNetwork>,
  isPipelined: boolean,
): void {
  const { features, layers } = source.model;
  text.add(
    "/* verilator lint_off DECLFILENAME */",
    `module ${moduleName(source)} (`,
    ...(isPipelined ? ["  input wire clk,"] : []),
    "  // Some features may be read by no LUT.",
    "  /* verilator lint_off UNUSED */",
    `  input wire [${features - 1}:0] row,`,
    "  /* verilator lint_on UNUSED */",
    "  output wire label",
    ");",
  );
  for (const [below, layer] of layers.entries()) {
    const { width, arity } = layer;
    text.add("", `  // Layer ${below + 1}: ${width} LUTs of ${arity} wires`);
    for (let lut = 0; lut < width; lut++) {
      const name = lutName(below + 1, lut);
      const wire = isPipelined ? `next_${name}` : name;
      text.add(tableLine(layer, below, lut), `  wire ${wire} = ${lookUp(layer, below, lut)};`);
    }
    if (isPipelined) addRegisters(text, width, below);
  }
}

/** A register for each LUT of a layer. Icarus is slow at looking up in the block itself. */
function addRegisters(text: SourceText, width: number, below: number): void {
  for (let lut = 0; lut < width; lut++) text.add(`  reg ${lutName(below + 1, lut)};`);
  text.add("  always @(posedge clk) begin");
  for (let lut = 0; lut < width; lut++) {
    const name = lutName(below + 1, lut);
    text.add(`    ${name} <= next_${name};`);
  }
  text.add("  end");
}

/** The truth table of a LUT: the output for address i is bit i. */
function tableLine({ arity, tables }: Layer, below: number, lut: number): string {
  const bytes = tableBytes(arity);
  const table = constantOf(tables.subarray(lut * bytes, (lut + 1) * bytes), 1 << arity);
  return `  localparam [${(1 << arity) - 1}:0] table${below + 1}_${lut} = ${table};`;
}

/** The bit of a truth table at the address that its wires have; wire 0 is the last of the list. */
function lookUp({ arity, wires }: Layer, below: number, lut: number): string {
  let address = "";
  for (let wire = arity - 1; wire >= 0; wire--) {
    address += inputName(below, wires[lut * arity + wire]!) + (wire > 0 ? ", " : "");
  }
  return `table${below + 1}_${lut}[{${address}}]`;
}

/** A feature, or the output of a LUT of the layer below. */
function inputName(layer: number, index: number): string {
  return layer === 0 ? `row[${index}]` : lutName(layer, index);
}

/** The output of a LUT; layers count from 1. */
export function lutName(layer: number, lut: number): string {
  return `lut${layer}_${lut}`;
}
