/**
 * PLA: lines become rows, dashes become both, and a fault names its line.
 *
 * @module
 */

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { MAX_PLA_ROWS, readPla } from "../../../cli/formats/pla.ts";
import { bitAt, RoteError } from "../../../lib/mod.ts";

/** Reads a file and writes its rows out: the bits, a space and the label. */
function read(text: string, output = 0): string[] {
  const { rows, labels } = readPla(text, output);
  return labels.map((label, row) =>
    Array.from({ length: rows.columns }, (_, column) => bitAt(rows, row, column)).join("") +
    ` ${label}`
  );
}

function refusal(text: string, output = 0): RoteError {
  return assertThrows(() => readPla(text, output), RoteError);
}

describe("readPla()", () => {
  it("reads each line as a row, with comments, names and bars", () => {
    const text = `# a comment\n.i 3 # inputs\n.o 1\n.ilb a b c\n.ob y\n.p 3\n.type fr\n
      000 1\r\n 011|0 # why\n1 1 1\t1\n.e\nwhatever follows`;
    assertEquals(read(text), ["000 1", "011 0", "111 1"]);
  });

  it("writes a dash out as both values, the first one fastest", () => {
    assertEquals(read(".i 3\n.o 1\n-1- 1\n"), ["010 1", "110 1", "011 1", "111 1"]);
    assertEquals(read(".i 2\n.o 1\n20 1\n~1 0\n"), ["00 1", "10 1", "01 0", "11 0"]);
  });

  it("takes the output it is told and leaves out what says nothing", () => {
    const text = ".i 1\n.o 3\n0 1-0\n1 0~1\n0 021\n";
    assertEquals(read(text, 0), ["0 1", "1 0", "0 0"]);
    assertEquals(refusal(text, 1).code, "no_rows");
    assertEquals(read(text, 2), ["0 0", "1 1", "0 1"]);
  });

  it("keeps rows that contradict each other", () => {
    assertEquals(read(".i 1\n.o 1\n0 1\n0 0\n0 1\n"), ["0 1", "0 0", "0 1"]);
  });

  it("gives just the rows that match a cube, each once", () => {
    const cubes = fc.integer({ min: 1, max: 10 }).chain((inputs) =>
      fc.array(
        fc.tuple(
          fc.array(fc.constantFrom("0", "1", "-"), { minLength: inputs, maxLength: inputs }),
          fc.constantFrom("0", "1"),
        ),
        { minLength: 1, maxLength: 5 },
      )
    );
    fc.assert(
      fc.property(cubes, (cubes) => {
        const inputs = cubes[0]![0].length;
        const lines = cubes.map(([cube, label]) => `${cube.join("")} ${label}\n`);
        const matching = cubes.flatMap(([cube, label]) =>
          Array.from({ length: 1 << inputs }, (_, number) => number)
            .map((number) => cube.map((_, at) => String((number >> at) & 1)))
            .filter((bits) => cube.every((value, at) => value === "-" || value === bits[at]))
            .map((bits) => `${bits.join("")} ${label}`)
        );
        assertEquals(read(`.i ${inputs}\n.o 1\n${lines.join("")}.e\n`), matching);
      }),
      { seed: 1 },
    );
  });

  it("expands up to its limit and refuses beyond it, naming the line", () => {
    const full = `.i 20\n.o 1\n${"-".repeat(20)} 1\n`;
    assertEquals(readPla(full, 0).labels.length, MAX_PLA_ROWS);
    for (const text of [`${full}${"0".repeat(20)} 0\n`, `.i 900\n.o 1\n\n${"-".repeat(900)} 1\n`]) {
      const error = refusal(text);
      assertEquals([error.code, error.offenders[0]?.line], ["pla_malformed", 4]);
      assertStringIncludes(error.message, "more than 1048576 rows");
    }
    const wide = refusal(`.i 65536\n.o 1\n${"-".repeat(18)}${"0".repeat(65518)} 1\n`);
    assertEquals(wide.code, "pla_malformed");
  });
});

describe("readPla() refuses", () => {
  const faults: [name: string, text: string, line: number, words: string][] = [
    [
      "a line with too few values",
      ".i 3\n.o 1\n000 1\n00 1\n",
      4,
      "3 values; .i and .o declare 3 + 1",
    ],
    ["a line with too many values", ".i 1\n.o 1\n00 1\n", 3, "3 values"],
    ["a character that is no value", ".i 2\n.o 1\n0x 1\n", 3, '"x" is none of 0, 1, -, 2 and ~'],
    ["values before the sizes", "#\n00 1\n.i 2\n.o 1\n", 2, "before .i and .o"],
    ["an output that is not there", ".i 1\n.o 1\n0 1\n", 3, "no output 1"],
    ["a size that is no number", ".i two\n", 1, ".i needs a number"],
    ["no inputs", ".i 0\n", 1, ".i needs a number"],
    ["another number of lines than .p says", ".i 1\n.o 1\n.p 3\n0 1\n1 0\n", 3, "declares 3"],
    ["another number of names than .i says", ".i 2\n.o 1\n.ilb a b c\n", 3, "3 names for 2"],
    ["a type in which a 0 has no meaning", ".i 1\n.o 1\n.type fd\n0 1\n", 3, ".type fr"],
    ["a directive it does not know", ".mv 4 2\n", 1, '".mv" is not supported'],
  ];
  for (const [name, text, line, words] of faults) {
    it(`${name}, with the line`, () => {
      const error = refusal(text, name.startsWith("an output") ? 1 : 0);
      assertEquals(error.code, "pla_malformed");
      assertEquals(error.offenders[0]?.line, line);
      assertStringIncludes(error.message, words);
    });
  }

  it("a file without rows and one with too many inputs", () => {
    assertEquals(refusal(".i 1\n.o 1\n.e\n").code, "no_rows");
    assertEquals(refusal(".i 70000\n.o 1\n").code, "features_out_of_range");
  });
});
