import { assertEquals, assertFalse, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { asciiJson, headerLines, quoted, shapeOf } from "../../../lib/exports/header.ts";
import { randomTables } from "../kinds/boosted/random_tables.ts";
import { randomNetwork } from "../random_data.ts";

const NAMES = [
  "plain",
  "*/ alert(1) /*",
  "<!-- </script>",
  "two\nlines\r\u2028\u2029\u0085",
  '"quoted" \\ backslash\\',
  "??/ and ??>",
  "*//*//",
  "\u{1f600} \u00e4 \ud800",
  "\u0000\u007f\ufeff",
];

describe("headerLines()", () => {
  const layers = [{ width: 12, arity: 3 }, { width: 1, arity: 2 }];

  it("says model, version, shape, classes and licence, a line each", () => {
    const model = randomNetwork(1, { features: 9, layers });
    const source = { name: "m", version: "abc", model, blob: new Uint8Array() };
    const lines = headerLines(source, "a test");
    assertEquals(lines.slice(0, 4), [
      "m: a test",
      "Version abc",
      "Shape: 9 features; 13 LUTs in 2 layers (LUTs x wires: 12 x 3, 1 x 2)",
      'Classes: "no", "yes"',
    ]);
    assertStringIncludes(lines[4]!, "made by Rote, is yours");
  });

  it("stays on its lines, in ASCII, whatever the classes are called", () => {
    for (const [index, name] of NAMES.entries()) {
      const classes = [name, NAMES[(index + 1) % NAMES.length]!];
      const model = randomNetwork(1, { features: 9, layers }, { classes });
      const source = { name: "m", version: "abc", model, blob: new Uint8Array() };
      const lines = headerLines(source, "a test");
      assertEquals(lines.length, 5);
      for (const line of lines) {
        assertMatch(line, /^[\x20-\x7e]*$/);
        for (const sign of ["*/", "/*", "??"]) assertFalse(line.includes(sign), line);
      }
    }
  });
});

describe("shapeOf()", () => {
  it("tells tables, wires, splits and classes of boosted tables", () => {
    const plan = { features: 9, classes: 3, width: 12, arity: 1, splits: 4 };
    assertEquals(
      shapeOf(randomTables(1, plan)),
      "Shape: 9 features; 12 tables of 1 wire for 4 splits of 3 classes",
    );
  });

  it("counts the layers of a deep network, and tells the sizes of the first ones", () => {
    const one = [{ width: 1, arity: 1 }];
    assertEquals(
      shapeOf(randomNetwork(1, { features: 1, layers: one })),
      "Shape: 1 feature; 1 LUT in 1 layer (LUTs x wires: 1 x 1)",
    );
    const deep = Array(64).fill({ width: 1, arity: 1 });
    const text = shapeOf(randomNetwork(1, { features: 1, layers: deep }));
    assertStringIncludes(text, "64 LUTs in 64 layers");
    assertStringIncludes(text, "1 x 1, ...)");
    assertEquals(text.match(/1 x 1/g)!.length, 6);
  });
});

describe("quoted()", () => {
  it("is JSON of the name, in ASCII, without the ends of comments and trigraphs", () => {
    for (const name of NAMES) {
      const text = quoted(name);
      assertMatch(text, /^"[\x20-\x7e]*"$/);
      assertFalse(text.includes("*/") || text.includes("??"), text);
    }
    assertEquals(quoted("yes"), '"yes"');
  });
});

describe("asciiJson()", () => {
  it("is ASCII that parses to the same value", () => {
    for (const name of NAMES) {
      const text = asciiJson({ [name]: [name, 1, null] });
      assertMatch(text, /^[\x20-\x7e]*$/);
      assertEquals(JSON.parse(text), { [name]: [name, 1, null] });
    }
  });
});
