/** Fitting encoders and encoding rows: the slow definition and the fast way agree. */
import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { bitAt, rowBytes } from "../../../lib/rows/bit_matrix.ts";
import fc from "fast-check";
import { encodeRow, type Value } from "../../../lib/encoders/encode_row.ts";
import { encodeTable } from "../../../lib/encoders/encode_table.ts";
import { columnBits, type Encoder, encoderBits } from "../../../lib/encoders/encoder.ts";
import { fitEncoder } from "../../../lib/encoders/fit.ts";
import { placeThresholds } from "../../../lib/encoders/thresholds.ts";
import type { ValueColumn, ValueTable } from "../../../lib/encoders/value_table.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { assertPlaced } from "./assertions.ts";
import { randomValues } from "./random_values.ts";

const numbers = (name: string, ...values: number[]): ValueColumn => ({
  ...{ kind: "number", name, values: Float64Array.from(values) },
});
const texts = (name: string, ...values: (string | null)[]): ValueColumn => ({
  ...{ kind: "text", name, values },
});
const table = (...columns: ValueColumn[]): ValueTable => ({
  rows: columns[0]!.values.length,
  columns,
});
const rowsOf = (encoder: Encoder, values: ValueTable) => {
  const matrix = encodeTable(encoder, values);
  return Array.from(
    { length: matrix.rows },
    (_, row) => Array.from({ length: matrix.columns }, (_, at) => bitAt(matrix, row, at)).join(""),
  );
};

describe("placeThresholds()", () => {
  const place = (values: number[], most: number, spread: "quantile" | "uniform" = "quantile") => [
    ...placeThresholds(Float64Array.from(values).sort(), spread, most),
  ];

  it("puts one between any two neighbours where there are few values", () => {
    assertEquals(place([3, 1, 2, 2], 2), [1.5, 2.5]);
    assertEquals(place([3, 1, 2, 2], 2, "uniform"), [1.5, 2.5]);
    assertEquals(place([7, 7], 4), []);
  });

  it("puts them at quantiles, and at the nearer end of equal values", () => {
    assertEquals(place([0, 1, 2, 3, 4, 5, 6, 7], 3), [1.5, 3.5, 5.5]);
    // Cuts at 2, 4 and 6 of 8: within the zeros at their end, then between.
    assertEquals(place([0, 0, 0, 0, 0, 5, 6, 7, 9], 3), [2.5, 5.5]);
  });

  it("takes the lower of two ends that are as near", () => {
    assertEquals(place([0, 1, 1, 2], 1), [0.5]);
    assertEquals(place([0, 0, 1, 1, 1, 1, 2, 3], 1), [0.5]);
  });

  it("divides the range evenly if told so", () => {
    assertEquals(place([0, 1, 2, 3, 100], 3, "uniform"), [25, 50, 75]);
  });

  it("separates neighbours between which there is no double, and the ends of all doubles", () => {
    const next = 1 + Number.EPSILON;
    assertEquals(place([1, next], 1), [next]);
    assertEquals(place([0, 5e-324], 1), [5e-324]);
    assertEquals(place([-Number.MAX_VALUE, Number.MAX_VALUE], 1), [0]);
    assertEquals(place([-1, 1], 1).map((at) => Object.is(at, -0)), [false]);
  });

  it("keeps them ascending, and parts the values it says it parts", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const [column] = randomValues(seed, 300).columns;
      const sorted = Float64Array.from(column!.values as Float64Array).filter((v) => v === v)
        .sort();
      for (const spread of ["quantile", "uniform"] as const) {
        for (const most of [1, 7, 32, 400]) {
          const thresholds = placeThresholds(sorted, spread, most);
          let last = sorted[0]!;
          for (const threshold of thresholds) {
            assertGreater(threshold, last);
            last = threshold;
          }
          assertEquals(last <= sorted.at(-1)!, true);
          assertEquals(spread === "uniform" || thresholds.length >= Math.min(most, 30), true);
        }
      }
    }
  });
});

describe("fitEncoder() and encodeTable()", () => {
  it("make a thermometer of numbers, one bit a category, and one for missing values", () => {
    const values = table(
      numbers("n", 1, 2, NaN),
      texts("c", "b", null, "a"),
      numbers("x", 5, 5, 5),
    );
    const encoder = fitEncoder(values);
    assertEquals(encoder.columns, [
      { kind: "number", name: "n", thresholds: Float64Array.of(1.5), missing: true },
      { kind: "category", name: "c", categories: ["a", "b"], missing: true },
      { kind: "number", name: "x", thresholds: new Float64Array(0), missing: false },
    ]);
    assertEquals(rowsOf(encoder, values), ["00010", "10001", "01100"]);
  });

  it("set no bit for what training has not seen", () => {
    const encoder = fitEncoder(table(texts("c", "a", "b"), numbers("n", 0, 1)));
    const unseen = table(numbers("n", NaN, 7), texts("other", "a", "b"), texts("c", "z", null));
    assertEquals(rowsOf(encoder, unseen), ["000", "001"]);
  });

  it("give the bits of encodeRow(), whatever the values", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const encoder = fitEncoder(randomValues(seed, 200), {
        thresholds: seed % 2 ? "quantile" : "uniform",
        bits: seed,
      });
      const values = randomValues(seed + 100, 150);
      const bits = encodeTable(encoder, values);
      const stride = rowBytes(encoderBits(encoder));
      const slow = new Uint8Array(values.rows * stride);
      for (let row = 0; row < values.rows; row++) {
        const own = values.columns.map((column) => column.values[row]!);
        encodeRow(encoder.columns, own, slow, row * stride);
      }
      assertSameNumbers(bits.bytes, slow);
      assertEquals(bits.columns, encoder.columns.reduce((sum, own) => sum + columnBits(own), 0));
    }
  });

  it("order categories by their bytes", () => {
    const encoder = fitEncoder(table(texts("c", "🜁", "\uffee", "z", "")));
    const [column] = encoder.columns;
    assertEquals(column!.kind === "category" && column!.categories, ["", "z", "\uffee", "🜁"]);
  });

  it("refuse what cannot be encoded, by name", () => {
    const n = numbers("n", 0, 1);
    assertRefused("features_out_of_range", () => fitEncoder(table(numbers("x", 5, 5))));
    assertRefused("features_out_of_range", () => fitEncoder(table(n), undefined, 0));
    assertPlaced("value_not_finite", {
      row: 1,
      field: "x",
    }, () => fitEncoder(table(numbers("x", 5, Infinity))));
    const ids = texts("id", ...Array.from({ length: 4097 }, (_, row) => `row ${row}`));
    assertPlaced("column_too_many_categories", { field: "id" }, () => fitEncoder(table(ids)));
    const prose = texts("p", "short", "x".repeat(257));
    assertPlaced("category_not_legal", { row: 1, field: "p" }, () => fitEncoder(table(prose)));
    assertRefused("category_not_legal", () => fitEncoder(table(texts("p", "a", "\ud800"))));
    assertPlaced("column_name_not_legal", { field: "n" }, () => fitEncoder(table(n, n)));
    assertRefused("column_name_not_legal", () => fitEncoder(table(numbers("", 0, 1))));
    for (const bits of [0, 4097, 1.5]) {
      const settings = { thresholds: "quantile", bits } as const;
      assertRefused("encoder_bits_out_of_range", () => fitEncoder(table(n), settings));
    }
    const encoder = fitEncoder(table(n));
    assertRefused("column_missing", () => encodeTable(encoder, table(numbers("m", 1))));
    assertPlaced(
      "value_bad_type",
      { row: 1, field: "n" },
      () => encodeTable(encoder, table(texts("n", null, "x"))),
    );
  });
});

/** The definition: each bit by itself. */
function encodeBitByBit({ columns }: Encoder, values: readonly Value[]): string {
  return columns.map((column, at) => {
    const value = values[at]!;
    const isMissing = value === null || Number.isNaN(value);
    const bits = column.kind === "number"
      ? Array.from(column.thresholds, (least) => !isMissing && (value as number) >= least)
      : column.categories.map((category) => value === category);
    return [...bits, ...(column.missing ? [isMissing] : [])].map(Number).join("");
  }).join("");
}

describe("encodeRow()", () => {
  const number = fc.record({
    kind: fc.constant("number" as const),
    name: fc.string(),
    thresholds: fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { maxLength: 60 })
      .map((values) => Float64Array.from(values).sort()),
    missing: fc.boolean(),
  });
  const category = fc.record({
    kind: fc.constant("category" as const),
    name: fc.string(),
    categories: fc.uniqueArray(fc.string({ maxLength: 2 }), { maxLength: 9 }),
    missing: fc.boolean(),
  });
  const column = fc.oneof(
    fc.tuple(
      number,
      fc.oneof(fc.constant(null), fc.constant(NaN), fc.integer({ min: -50, max: 50 })),
    ),
    category.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.oneof(fc.constant(null), fc.constantFrom("", ...one.categories), fc.string()),
      )
    ),
  );

  it("sets the bits that the definition sets", () => {
    fc.assert(fc.property(fc.array(column, { minLength: 1, maxLength: 6 }), (columns) => {
      const encoder: Encoder = { columns: columns.map(([one]) => one) };
      const values = columns.map(([, value]): Value => value);
      const bits = encoderBits(encoder);
      const bytes = new Uint8Array(3 + rowBytes(bits));
      encodeRow(encoder.columns, values, bytes, 3);
      const found = Array.from(
        { length: bits },
        (_, at) => bytes[3 + (at >>> 3)]! >>> (at & 7) & 1,
      );
      assertEquals(found.join(""), encodeBitByBit(encoder, values));
      assertEquals([...bytes.subarray(0, 3)], [0, 0, 0]);
    }));
  });
});

describe("encodeTable() of many columns", () => {
  it("looks each column up once", () => {
    let reads = 0;
    const columns = Array.from({ length: 2_000 }, (_, at): ValueColumn => ({
      kind: "number",
      get name() {
        reads++;
        return `c${at}`;
      },
      values: Float64Array.of(0, 1),
    }));
    encodeTable(fitEncoder({ rows: 2, columns }), { rows: 2, columns });
    assertGreater(20 * columns.length, reads);
  });
});

describe("placeThresholds() of many equal values", () => {
  it("finds the nearer end of them as a walk does", () => {
    const walk = (sorted: Float64Array, at: number) => {
      let [low, high] = [at, at];
      while (low > 0 && sorted[low - 1] === sorted[at]) low--;
      if (low === at) return at;
      while (high < sorted.length && sorted[high] === sorted[at]) high++;
      if (high === sorted.length) return low;
      return low === 0 || high - at < at - low ? high : low;
    };
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 60 });
    fc.assert(fc.property(values, fc.integer({ min: 1, max: 5 }), (list, most) => {
      const sorted = Float64Array.from(list).sort();
      if (new Set(list).size <= most + 1) return;
      const cuts = new Set<number>();
      for (let j = 1; j <= most; j++) {
        cuts.add(walk(sorted, Math.floor((j * sorted.length) / (most + 1))));
      }
      cuts.delete(0);
      const expected = [...cuts].sort((a, b) => a - b)
        .map((cut) => sorted[cut - 1]! + (sorted[cut]! - sorted[cut - 1]!) / 2);
      assertEquals([...placeThresholds(sorted, "quantile", most)], expected);
    }));
  });
});
