import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { decodeText, encodeText, MAX_TEXT_BYTES } from "../../../lib/blob/text.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import { assertRefused } from "../assertions.ts";

const CLASSES = ["no", "yes"];
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
/** Well-formed text of up to `most` bytes. */
const textOf = (least: number, most: number) =>
  fc.string({ unit: "binary", minLength: least, maxLength: Math.floor(most / 4) });

describe("encodeText()", () => {
  it("writes class names, then metadata in the order of the bytes of its keys", () => {
    const text = encodeText({ classes: ["n", "ä"], metadata: { b: "", aa: "x", a: "yz" } });
    const expected = [
      ...[1, 0, ...utf8("n"), 2, 0, ...utf8("ä"), 3, 0],
      ...[1, 0, ...utf8("a"), 2, 0, ...utf8("yz"), 2, 0, ...utf8("aa"), 1, 0, ...utf8("x")],
      ...[1, 0, ...utf8("b"), 0, 0],
    ];
    assertEquals([...text], expected);
  });

  it("orders keys by UTF-8, not by UTF-16, and numbers as text", () => {
    const keys = ["\u{10000}", "\uffff", "10", "9", "é", "z"];
    const metadata = Object.fromEntries(keys.map((key) => [key, ""]));
    const read = decodeText(encodeText({ classes: CLASSES, metadata }), 2).metadata;
    assertEquals(read, metadata);
    const text = new TextDecoder().decode(encodeText({ classes: CLASSES, metadata }));
    const places = ["10", "9", "z", "é", "\uffff", "\u{10000}"].map((key) => text.indexOf(key));
    assertEquals(places, places.toSorted((a, b) => a - b));
  });

  it("writes what decodeText() reads", () => {
    const classes = fc.uniqueArray(textOf(1, 256), { minLength: 2, maxLength: 2 });
    const metadata = fc.dictionary(textOf(1, 64), textOf(0, 1024), { maxKeys: 12 });
    fc.assert(
      fc.property(classes, metadata, (classes, metadata) => {
        const read = decodeText(encodeText({ classes, metadata }), 2);
        assertEquals(read.classes, classes);
        assertEquals(new Map(Object.entries(read.metadata)), new Map(Object.entries(metadata)));
      }),
      { seed: 15, numRuns: 200 },
    );
  });

  it("keeps a byte order mark, a zero and a key that objects use themselves", () => {
    const metadata = Object.fromEntries([["__proto__", "\0"], ["\ufeffa", "\ufeff"]]);
    const text = { classes: ["\ufeff", "\ufeff\ufeff"], metadata };
    const read = decodeText(encodeText(text), 2);
    assertEquals(read.classes, text.classes);
    assertEquals(Object.entries(read.metadata), [["__proto__", "\0"], ["\ufeffa", "\ufeff"]]);
  });

  it("fills the longest section there can be", () => {
    const keys = Array.from({ length: 64 }, (_, at) => String(at + 10).padStart(64, "k"));
    const metadata = Object.fromEntries(keys.map((key) => [key, "v".repeat(1024)]));
    const text = encodeText({ classes: ["a".repeat(256), "b".repeat(256)], metadata });
    assertEquals([text.length, MAX_TEXT_BYTES], [70_406, 70_406]);
    assertEquals(Object.keys(decodeText(text, 2).metadata), keys);
  });

  const refused: [string, string[], Record<string, string>, ErrorCode][] = [
    ["one class name twice", ["a", "a"], {}, "class_name_not_legal"],
    ["a class name of 257 bytes", ["a", "b".repeat(257)], {}, "class_name_not_legal"],
    ["an empty key", CLASSES, { "": "x" }, "metadata_not_legal"],
    ["a key of 65 bytes", CLASSES, { [`${"ä".repeat(32)}b`]: "x" }, "metadata_not_legal"],
    ["a value of 1,025 bytes", CLASSES, { a: `${"ä".repeat(512)}b` }, "metadata_not_legal"],
    ["half a surrogate pair in a key", CLASSES, { "\udc00": "" }, "metadata_not_legal"],
    ["half a surrogate pair in a value", CLASSES, { a: "\ud800" }, "metadata_not_legal"],
    [
      "65 entries",
      CLASSES,
      Object.fromEntries(Array.from({ length: 65 }, (_, key) => [`${key}`, ""])),
      "metadata_not_legal",
    ],
  ];
  for (const [what, classes, metadata, code] of refused) {
    it(`refuses ${what}`, () => {
      assertRefused(code, () => encodeText({ classes, metadata }));
    });
  }
});

describe("decodeText()", () => {
  it("refuses a section that is cut short anywhere, or goes on", () => {
    const text = encodeText({ classes: CLASSES, metadata: { a: "b", c: "" } });
    for (let length = 0; length < text.length; length++) {
      assertRefused("blob_bad_text", () => decodeText(text.subarray(0, length), 2));
    }
    assertRefused("blob_bad_text", () => decodeText(Uint8Array.of(...text, 0), 2));
  });
});
