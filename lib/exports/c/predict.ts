/**
 * The public functions of a generated C file: a row is spread to a byte a bit, each hidden layer is
 * looked up from one buffer into the other, and the output LUT gives class and margin.
 *
 * @module
 */

import type { Network } from "../../kinds/network/model.ts";
import type { SourceText } from "../source_text.ts";
import { workBytes } from "./declarations.ts";
import { type Names, wireType } from "./names.ts";

/** Writes the functions for one row and for many. */
export function writePredict(text: SourceText, names: Names, network: Network): void {
  const { prefix, macro, predict } = names;
  const [even, odd] = workBytes(network);
  text.add(
    `int ${predict}(const uint8_t *row, uint16_t *margin)`,
    "{",
    `    uint8_t even[${even}];`,
    ...odd === undefined ? [] : [`    uint8_t odd[${odd}];`],
    "    unsigned address;",
    "",
    `    for (uint32_t i = 0; i < ${macro}_FEATURES; i++) {`,
    "        even[i] = (uint8_t)(row[i >> 3] >> (i & 7u) & 1);",
    "    }",
  );
  let below = network.features;
  const last = network.layers.length - 1;
  network.layers.forEach(({ arity, width }, index) => {
    const [inputs, outputs] = index % 2 === 0 ? ["even", "odd"] : ["odd", "even"];
    const [wires, tables] = [names.wires(index + 1), names.tables(index + 1)];
    const type = wireType(below);
    below = width;
    if (index < last) {
      const call = `${names.layer(arity, type)}(${outputs}, ${inputs}`;
      text.add(`    ${call}, ${wires}, ${tables}, ${width});`);
      return;
    }
    text.add(
      `    address = ${names.address(arity, type)}(${inputs}, ${wires});`,
      "    if (margin) {",
      `        *margin = ${prefix}_margins[address];`,
      "    }",
      `    return ${tables}[address >> 3] >> (address & 7u) & 1;`,
      "}",
      "",
    );
  });
  text.add(
    `void ${predict}_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(predict.length + 12)}uint16_t *margins)`,
    "{",
    "    for (uint32_t i = 0; i < count; i++) {",
    `        labels[i] = (uint8_t)${predict}(rows, margins ? &margins[i] : 0);`,
    `        rows += ${macro}_ROW_BYTES;`,
    "    }",
    "}",
  );
}
