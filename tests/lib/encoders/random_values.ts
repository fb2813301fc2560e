/**
 * Seeded random tables of raw values with missing ones, for tests.
 *
 * @module
 */
import type { ValueSet, ValueTable } from "../../../lib/encoders/value_table.ts";
import { randomStream } from "../random_data.ts";

/** Two columns of numbers, one of few distinct values and one of many, and one of categories. */
export function randomValues(seed: number, rows: number): ValueTable {
  const random = randomStream(seed, 3);
  const many = Float64Array.from(
    { length: rows },
    () => random.below(9) === 0 ? NaN : (random.below(100_000) - 50_000) / 64,
  );
  const few = Float64Array.from({ length: rows }, () => random.below(4));
  const names = ["", "ä", "blue", "🜁"];
  const colours = Array.from({ length: rows }, () => names[random.below(5)] ?? null);
  return {
    rows,
    columns: [
      { kind: "number", name: "many", values: many },
      { kind: "text", name: "colour", values: colours },
      { kind: "number", name: "few", values: few },
    ],
  };
}

/** The same with labels that the numbers tell: whether `many` and `few` are large together. */
export function randomValueSet(seed: number, rows: number): ValueSet {
  const values = randomValues(seed, rows);
  const [many, , few] = values.columns;
  const labels = Uint8Array.from(
    { length: rows },
    (_, row) => Number(many!.values[row]) > 0 && Number(few!.values[row]) >= 2 ? 1 : 0,
  );
  return { values, labels, classes: ["no", "yes"] };
}
