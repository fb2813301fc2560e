/**
 * The target `blif`: the live LUTs as a netlist in the Berkeley Logic Interchange Format, for Yosys
 * and ABC. Labels only, no scores.
 *
 * A truth table of more than eight wires is split by its last wires into tables of eight, and
 * multiplexers choose between them. The text is shorter, and Yosys reads it in reasonable time: it
 * tries each line of a table on each of its addresses.
 *
 * @module
 */

import type { Layer, Network } from "../kinds/network/model.ts";
import { tableBytes } from "../kinds/network/model.ts";
import type { EncodedModel } from "../encoders/encoded_model.ts";
import { bitLines, insideOf } from "./encoded_bits.ts";
import type { ExportedFile, Exporter, ExportSource } from "./exported.ts";
import { headerLines } from "./header.ts";
import { fileNameOf, identifierOf } from "./names.ts";
import { SourceText } from "./source_text.ts";

/** Most wires of a table in the file. */
const MOST_WIRES = 8;
/** Names on a line of inputs. */
const NAMES_A_LINE = 8;

/** Makes the netlist. */
export const exportBlif: Exporter<Network> = (source, _options, maxBytes) =>
  netlist(source, [], maxBytes);

/** Makes the netlist of what reads the bits of an encoder. */
export const exportEncodedBlif: Exporter<EncodedModel> = (source, _options, maxBytes) =>
  netlist(insideOf<Network>(source), bitLines(source.model.encoder), maxBytes);

/** @param meanings of the bits of a row, if they are not known as features */
function netlist(
  source: ExportSource<Network>,
  meanings: Iterable<string>,
  maxBytes: number,
): ExportedFile[] {
  const { name, model } = source;
  const text = new SourceText(maxBytes);
  text.add(...comment(source));
  for (const meaning of meanings) text.add(`# ${meaning}`);
  text.add(`.model ${identifierOf(name)}_network`);
  text.add(inputLines(model.features), ".outputs label");
  for (const [below, layer] of model.layers.entries()) {
    const isLast = below === model.layers.length - 1;
    for (let lut = 0; lut < layer.width; lut++) {
      addLut(text, layer, below, lut, isLast ? "label" : outputName(below + 1, lut));
    }
  }
  text.add(".end");
  return [{ name: `${fileNameOf(name)}.blif`, type: "text/plain", content: text.toString() }];
}

function comment(source: ExportSource<Network>): string[] {
  return [
    ...headerLines(source, "its LUTs as a BLIF netlist"),
    "row[i] is feature i; label is the index of the class. Yosys: read_blif -wideports",
  ].map((line) => `# ${line}`);
}

/** The inputs, a few on each line. */
function inputLines(features: number): string {
  let line = ".inputs";
  for (let feature = 0; feature < features; feature++) {
    const isBreak = feature > 0 && feature % NAMES_A_LINE === 0;
    line += `${isBreak ? " \\\n" : ""} row[${feature}]`;
  }
  return line;
}

/** Appends a LUT. */
function addLut(text: SourceText, layer: Layer, below: number, lut: number, output: string): void {
  const { arity, wires, tables } = layer;
  const inputs = Array.from(wires.subarray(lut * arity, (lut + 1) * arity), (input) => {
    return below === 0 ? `row[${input}]` : outputName(below, input);
  });
  const bytes = tableBytes(arity);
  addTable(text, tables.subarray(lut * bytes, (lut + 1) * bytes), inputs, output);
}

/**
 * Appends a table; if it is large, then a table for each value of its last one or two wires, and the
 * multiplexer that chooses between them: of six inputs at most, as LUTs of hardware have.
 */
function addTable(text: SourceText, table: Uint8Array, inputs: string[], output: string): void {
  const choosing = Math.min(inputs.length - MOST_WIRES, 2);
  if (choosing <= 0) {
    text.add(tableLines(table, inputs, output));
    return;
  }
  const rest = inputs.slice(0, -choosing);
  const bytes = tableBytes(rest.length);
  const parts = Array.from({ length: 1 << choosing }, (_, part) => `${output}_${part}`);
  for (const [part, name] of parts.entries()) {
    addTable(text, table.subarray(part * bytes, (part + 1) * bytes), rest, name);
  }
  text.add(`.names ${parts.join(" ")} ${inputs.slice(-choosing).join(" ")} ${output}`);
  for (const part of parts.keys()) {
    const data = "1".padStart(part + 1, "-").padEnd(parts.length, "-");
    text.add(`${data}${ADDRESS_TEXT[choosing]![part]} 1`);
  }
}

/** A table: the addresses that give 1 or those that give 0, whichever are fewer. */
function tableLines(table: Uint8Array, inputs: string[], output: string): string {
  const addresses = 1 << inputs.length;
  let ones = 0;
  for (let address = 0; address < addresses; address++) ones += bitOf(table, address);
  // No address at all means 0, so a table of ones cannot be told by those that give 0.
  if (ones === 0) return `.names ${output}`;
  if (ones === addresses) return `.names ${output}\n1`;
  const told = 2 * ones <= addresses ? 1 : 0;
  const names = ADDRESS_TEXT[inputs.length]!;
  let lines = `.names ${inputs.join(" ")} ${output}`;
  for (let address = 0; address < addresses; address++) {
    if (bitOf(table, address) === told) lines += `\n${names[address]} ${told}`;
  }
  return lines;
}

/** For each number of wires each address as text, the first wire first. */
const ADDRESS_TEXT = Array.from({ length: MOST_WIRES + 1 }, (_, arity) => {
  return Array.from({ length: 1 << arity }, (_, address) => {
    return Array.from({ length: arity }, (_, wire) => (address >> wire) & 1).join("");
  });
});

function bitOf(table: Uint8Array, address: number): number {
  return (table[address >>> 3]! >>> (address & 7)) & 1;
}

/** The output of a LUT; layers count from 1. */
function outputName(layer: number, lut: number): string {
  return `lut${layer}_${lut}`;
}
