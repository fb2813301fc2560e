/**
 * A network in a C file: wires and truth tables of each layer in constant memory, and the functions
 * that look them up.
 *
 * @module
 */

import type { LayeredModel, Network } from "../../kinds/network/model.ts";
import { tableBytes } from "../../kinds/network/model.ts";
import type { SourceText } from "../source_text.ts";
import { writeLookUps } from "./look_up.ts";
import { type Names, wiresAs } from "./names.ts";
import { writePredict } from "./predict.ts";
import { writeArray } from "./source_file.ts";

/**
 * Writes arrays and functions.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writeNetwork(text: SourceText, names: Names, network: Network): void {
  writeLayers(text, names, network);
  text.add("/* For each address of the output LUT. */");
  writeArray(text, `${names.prefix}_margins`, network.margins);
  writeLookUps(text, names, [network]);
  writePredict(text, names, network);
}

/**
 * Writes the wires and the truth tables of all layers.
 *
 * @param withTables layers whose tables are written, too
 */
export function writeLayers(
  text: SourceText,
  names: Names,
  network: LayeredModel,
  withTables: number = network.layers.length,
): void {
  let below = network.features;
  network.layers.forEach(({ width, arity, wires, tables }, index) => {
    const number = index + 1;
    const inputs = index === 0 ? "features" : `outputs of layer ${index}`;
    text.add(`/* Layer ${number}: ${width} x ${arity} wires over ${below} ${inputs}. */`);
    writeArray(text, names.wires(number), wiresAs(below, wires));
    if (index < withTables) {
      text.add(`/* Truth tables, ${tableBytes(arity)} bytes each: address 0 is the lowest bit. */`);
      writeArray(text, names.tables(number), tables);
    }
    below = width;
  });
}
