/**
 * The inner loops of a generated C file: for each arity and type of wires that the model has, a
 * function that gives the address of a LUT, unrolled, and one that looks up a hidden layer.
 *
 * @module
 */

import { tableBytes } from "../../kinds/network/model.ts";
import type { PairNetwork } from "../../kinds/pairwise/pair_network.ts";
import type { SourceText } from "../source_text.ts";
import { type Names, type WireType, wireType } from "./names.ts";

/** Writes the functions that networks need. */
export function writeLookUps(
  text: SourceText,
  names: Names,
  networks: readonly PairNetwork[],
): void {
  const written = new Set<string>();
  const once = (name: string, write: () => void) => {
    if (!written.has(name)) write();
    written.add(name);
  };
  for (const network of networks) {
    let below = network.features;
    const isVoting = network.kind === "voting";
    network.layers.forEach(({ width, arity }, index) => {
      const type = wireType(below);
      once(names.address(arity, type), () => writeAddress(text, names, arity, type));
      if (isVoting || index < network.layers.length - 1) {
        once(names.layer(arity, type), () => writeLayer(text, names, arity, type));
      }
      below = width;
    });
  }
}

/** Writes a function that gives an address. The last wire comes first. Doubling and adding is one instruction, shifting and or are two. */
export function writeAddress(
  text: SourceText,
  names: Names,
  arity: number,
  type: WireType,
): void {
  const parameters = `(const uint8_t *inputs, const ${wiresOf(type)})`;
  text.add(
    "/* The address of a LUT: the bit on wire j is bit j. */",
    `static inline unsigned ${names.address(arity, type)}${parameters}`,
    "{",
    `    unsigned address = inputs[wires[${arity - 1}]];`,
  );
  for (let wire = arity - 2; wire >= 0; wire--) {
    text.add(`    address = 2u * address + inputs[wires[${wire}]];`);
  }
  text.add("    return address;", "}", "");
}

function writeLayer(text: SourceText, names: Names, arity: number, type: WireType): void {
  text.add(
    `/* What \`luts\` LUTs of ${arity} wires put out, a byte a bit. */`,
    `static void ${names.layer(arity, type)}(uint8_t *outputs, const uint8_t *inputs,`,
    `${" ".repeat(names.layer(arity, type).length + 13)}const ${wiresOf(type)}, ` +
      "const uint8_t *tables, uint32_t luts)",
    "{",
    `    for (; luts > 0; luts--, wires += ${arity}, tables += ${tableBytes(arity)}) {`,
    `        const unsigned address = ${names.address(arity, type)}(inputs, wires);`,
    "        *outputs++ = (uint8_t)(tables[address >> 3] >> (address & 7u) & 1);",
    "    }",
    "}",
    "",
  );
}

function wiresOf(type: WireType): string {
  return `${type === "u8" ? "uint8_t" : "uint16_t"} *wires`;
}
