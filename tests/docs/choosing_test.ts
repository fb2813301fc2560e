/**
 * docs/choosing.md says what is so: the options of `rote train` that it names are there.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Command } from "commander";
import { addTrain } from "../../cli/commands/train.ts";

const TEXT = await Deno.readTextFile(new URL("../../docs/choosing.md", import.meta.url));

describe("docs/choosing.md", () => {
  it("names options that rote train has", () => {
    const program = new Command();
    addTrain(program);
    const known = program.commands[0]!.options.map(({ long }) => long);
    const named = new Set(Array.from(TEXT.matchAll(/--[a-z][a-z-]*/g), ([option]) => option));
    assert(named.size > 10);
    assertEquals([...named].filter((option) => !known.includes(option)), []);
  });
});
