import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { readJsonInSlices } from "../../../models/bodies/json_slices.ts";
import { assertRefused } from "../../lib/assertions.ts";

function read(text: string, sliceBytes: number): { value: unknown; steps: number } {
  const reading = readJsonInSlices(new TextEncoder().encode(text), sliceBytes);
  for (let steps = 0;; steps++) {
    const { done, value } = reading.next();
    if (done) return { value, steps };
  }
}

const SLICE = fc.integer({ min: 1, max: 40 });
const JSON_TEXT = fc.tuple(
  fc.jsonValue({ noUnicodeString: false, stringUnit: "binary", maxDepth: 6 }),
  fc.constantFrom(undefined, 1, "\t"),
).map(([value, space]) => JSON.stringify(value, undefined, space));

describe("readJsonInSlices()", () => {
  it("reads what JSON.parse reads, keys in the same order", () => {
    fc.assert(
      fc.property(JSON_TEXT, SLICE, (text, sliceBytes) => {
        assertEquals(
          JSON.stringify(read(text, sliceBytes).value),
          JSON.stringify(JSON.parse(text)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuses what JSON.parse refuses", () => {
    const broken = fc.tuple(JSON_TEXT, fc.nat(), fc.constantFrom(..."[]{},:\"'\\1-n /", "")).map(
      ([text, place, put]) => {
        const at = place % (text.length + 1);
        return (text.slice(0, at) + put + text.slice(at + place % 3)).toWellFormed();
      },
    );
    const tokens = fc.array(fc.constantFrom(...'[]{},:1-" ', '"a":', '"a"', "[]", "{}", "[[1],"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(broken, tokens), SLICE, (text, sliceBytes) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          assertRefused("body_not_json", () => read(text, sliceBytes));
          return;
        }
        assertEquals(read(text, sliceBytes).value, expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it("takes keys for what they are, and the last of equal ones", () => {
    const text = '{"__proto__": [1, 2, 3], "a": 1, "b": [[]], "a": {"__proto__": 1}}';
    for (const slice of [1, 4, 9, 30]) {
      const { value } = read(text, slice);
      assertEquals(JSON.stringify(value), JSON.stringify(JSON.parse(text)));
      assertEquals(Object.getPrototypeOf(value), Object.prototype);
    }
  });

  it("says where something is wrong as for the whole", () => {
    const faults: [text: string, message: string][] = [
      ['{"rows":\n [[1, 2],\n  [3, NaN]]}', "NaN is no JSON; write null (line 3, column 7)"],
      ['["é🜁", 1, None]', "None is no JSON; write null (line 1, column 12)"],
      ["\ufeff[1, 2, 3,]", "nothing may follow the last comma before ] (line 1, column 10)"],
      ["[1, 2, 3", "it ends too early (line 1, column 9)"],
      ["[[1, 2], [3]] 4", "something follows the JSON (line 1, column 15)"],
    ];
    for (const [text, message] of faults) {
      for (const slice of [2, 5, 1_000]) {
        const error = assertRefused("body_not_json", () => read(text, slice));
        assertEquals(error.message, `The body is not JSON: ${message}`, `in slices of ${slice}`);
      }
    }
  });

  it("refuses an object of more keys than rows have columns, twice over", () => {
    const object = (keys: number) =>
      `{${Array.from({ length: keys }, (_, at) => `"${at}":0`).join()}}`;
    assertEquals(Object.keys(read(object(131_072), 100_000).value as object).length, 131_072);
    assertRefused("json_too_many_values", () => read(object(131_073), 100_000));
  });

  it("takes as many steps as there are slices, about", () => {
    const text = JSON.stringify({ rows: Array(10_000).fill([]), labels: Array(10_000).fill(1) });
    const { steps } = read(text, 1_000);
    assertEquals([steps > text.length / 1_000, steps < text.length / 400], [true, true]);
  });
});
