/**
 * `<model>.c`: the whole model, wires and truth tables in constant memory, and the functions that
 * look them up. It stands alone.
 *
 * @module
 */

import { type Network, tableBytes } from "../../network.ts";
import type { ExportSource } from "../exported.ts";
import { headerLines } from "../header.ts";
import type { SourceText } from "../source_text.ts";
import { writeDeclarations } from "./header_file.ts";
import { writeLookUps } from "./look_up.ts";
import { Names, wireType } from "./names.ts";
import { writePredict } from "./predict.ts";
import { comment, numberLines, stringPieces } from "./text.ts";

/**
 * Writes the source file.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writeSource(text: SourceText, source: ExportSource<Network>): void {
  const { network, model } = source;
  const names = new Names(model);
  text.add(...comment(headerLines(source, "a predictor in C99")));
  text.add("#include <stdint.h>", "");
  writeDeclarations(text, names, network);
  writeClassNames(text, names, network.classes);
  let below = network.features;
  network.layers.forEach(({ width, arity, wires, tables }, index) => {
    const number = index + 1;
    const inputs = index === 0 ? "features" : `outputs of layer ${index}`;
    text.add(`/* Layer ${number}: ${width} x ${arity} wires over ${below} ${inputs}. */`);
    const [type, values]: [string, Uint8Array | Uint16Array] = wireType(below) === "u8"
      ? ["uint8_t", Uint8Array.from(wires)]
      : ["uint16_t", wires];
    writeArray(text, `${type} ${names.wires(number)}`, values);
    text.add(`/* Truth tables, ${tableBytes(arity)} bytes each: address 0 is the lowest bit. */`);
    writeArray(text, `uint8_t ${names.tables(number)}`, tables);
    below = width;
  });
  text.add("/* For each address of the output LUT. */");
  writeArray(text, `uint16_t ${names.prefix}_margins`, network.margins);
  writeLookUps(text, names, network);
  writePredict(text, names, network);
}

function writeArray(text: SourceText, name: string, numbers: Uint8Array | Uint16Array): void {
  text.add(`static const ${name}[${numbers.length}] = {`);
  // A digit and a comma each, at least.
  text.expect(2 * numbers.length);
  for (const line of numberLines(numbers)) text.add(line);
  text.add("};", "");
}

function writeClassNames(text: SourceText, names: Names, classes: readonly string[]): void {
  text.add(`const char *const ${names.prefix}_class_names[${names.macro}_CLASSES] = {`);
  for (const name of classes) {
    const pieces = stringPieces(name).map((piece) => `    ${piece}`);
    text.add(...pieces.slice(0, -1), `${pieces.at(-1)},`);
  }
  text.add("};", "");
}
