/**
 * Models of numbers and categories that every export is tried on: encoders of awkward columns (no
 * bits, one entry, neighbouring thresholds, names and categories that code must not trip over) in
 * front of models of every head. Each with rows of values, and with what the library answers for them.
 *
 * @module
 */
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import { sortByBytes } from "../../../lib/byte_order.ts";
import { encodeTable } from "../../../lib/encoders/encode_table.ts";
import { type EncodedModel, withEncoder } from "../../../lib/encoders/encoded_model.ts";
import type { BitModel } from "../../../lib/kinds/mod.ts";
import type { Value } from "../../../lib/encoders/encode_row.ts";
import { type Column, type Encoder, encoderBits } from "../../../lib/encoders/encoder.ts";
import type { ValueColumn, ValueTable } from "../../../lib/encoders/value_table.ts";
import { predictModel } from "../../../lib/any_model.ts";
import { sha256 } from "../../golden/golden.ts";
import { randomTables } from "../kinds/boosted/random_tables.ts";
import { randomPairs } from "../kinds/pairwise/assertions.ts";
import { randomNetwork, randomStream } from "../random_data.ts";
import { randomVoters } from "../kinds/voting/random_voters.ts";
import type { AskedCase } from "./cases.ts";

/** A model to export, rows of values to ask it about, the bits they become, and the answers. */
export interface EncodedCase extends AskedCase<EncodedModel> {
  readonly table: ValueTable;
  /** For each row a value for each column; null is missing. */
  readonly values: readonly (readonly Value[])[];
}

/** The kinds of models that stand behind an encoder. */
export const INSIDE = ["network", "boosted", "voting", "pairwise"] as const;

/** Rows of each case. */
const ENCODED_ROWS = 307;

const NEXT = 1 + Number.EPSILON;
const MOST = Number.MAX_VALUE;

/** Thresholds at the edges of doubles, and plain ones. */
const THRESHOLDS = [
  [1, NEXT],
  [5e-324, 1e-323],
  [-MOST, -1, 0, 1e-300, MOST],
  [0],
  [],
  [-2.5, 0.1, 0.1 + 0.2, 1 / 3, 123_456_789.125, 1e21],
  [-1e-320, 2.2250738585072014e-308],
];

/** Texts that code must not trip over, as names and as categories. */
const TEXTS = [
  ...["*/ /* -->", "</script>", '"quoted\\', "`${1}`", "\u00e4\u00f6\u00fc", "\u{1f600}"],
  ...["line\nbreak\r\u2028", "\\", "endmodule", "what??/", "\ufeffmark", "0", "1.5", "true"],
  ...["int", "__proto__", "constructor", "a", "a\u0000b", " ", "synopsys translate_off"],
  ...["x".repeat(256), "\u00e9".repeat(128)],
];

/**
 * Cases of each kind inside, four encoders each.
 *
 * @param infinite whether there are infinite values among the rows
 */
export async function encodedCases(infinite = false): Promise<EncodedCase[]> {
  return await Promise.all(INSIDE.flatMap((kind, which) =>
    [0, 1, 2, 3].map((index) => {
      const seed = 10 * which + index;
      const encoder = encoderOf(seed, [1, 4, 9, 30][index]!);
      const model = insideOf(kind, seed, encoderBits(encoder));
      const name = [`${kind}${index}`, `${index}-${kind}.v1`][index % 2]!;
      return encodedCaseOf(`e-${name}`, withEncoder(encoder, model), seed, infinite);
    })
  ));
}

/** A case of a model: what its blob decodes to, made-up rows, and the library's answers. */
export async function encodedCaseOf(
  name: string,
  encoded: EncodedModel,
  seed: number,
  infinite = false,
): Promise<EncodedCase> {
  const blob = encodeModel(encoded);
  const model = decodeModel(blob) as EncodedModel;
  const table = tableFor(model.encoder, seed, infinite);
  const rows = encodeTable(model.encoder, table);
  const { labels, scores } = predictModel(model, rows);
  const values = Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((column) => {
      const value = column.values[row]!;
      return Number.isNaN(value) ? null : value;
    }));
  return {
    name,
    version: await sha256(blob),
    blob,
    model,
    rows,
    labels,
    scores,
    table,
    values,
  };
}

/** Rows of a case as the target `wasm` takes them: a double for each column, categories as indices. */
export function doublesOf({ table, model }: EncodedCase): Float64Array<ArrayBuffer> {
  const { columns } = model.encoder;
  return Float64Array.from({ length: table.rows * columns.length }, (_, at) => {
    const column = columns[at % columns.length]!;
    const value = table.columns[at % columns.length]!.values[Math.floor(at / columns.length)]!;
    if (value === null) return NaN;
    return column.kind === "number" ? Number(value) : column.categories.indexOf(String(value));
  });
}

/** An encoder of so many columns with a bit or more. */
function encoderOf(seed: number, count: number): Encoder {
  const random = randomStream(seed, 21);
  const columns = Array.from({ length: count }, (_, at): Column => {
    const name = at < TEXTS.length ? TEXTS[(at + seed) % TEXTS.length]! : `column ${at}`;
    const missing = random.below(2) === 1;
    if (random.below(2) === 1) {
      const thresholds = Float64Array.from(THRESHOLDS[random.below(THRESHOLDS.length)]!);
      return { kind: "number", name, thresholds, missing };
    }
    const known = TEXTS.filter(() => random.below(4) === 0);
    return { kind: "category", name, categories: sortByBytes(known), missing };
  });
  // The last column has bits in any case.
  const last: Column = {
    ...{ kind: "number", name: "last", thresholds: Float64Array.from(THRESHOLDS[5]!) },
    missing: true,
  };
  return { columns: [...columns.slice(0, -1), last] };
}

/** A model of random wires and tables. */
function insideOf(kind: typeof INSIDE[number], seed: number, features: number): BitModel {
  const arity = Math.min(features, 1 + seed % 8);
  const classes = TEXTS.slice(seed % 7, seed % 7 + 3);
  switch (kind) {
    case "boosted":
      return randomTables(seed, { features, classes: 3, width: 40, arity, splits: 4 }, { classes });
    case "voting":
      return randomVoters(seed, features, [{ width: 20, arity }, {
        width: 7 + seed % 2,
        arity: 3,
      }]);
    case "pairwise":
      return randomPairs(seed, 4, {
        features,
        layers: [{ width: 9, arity }, { width: 1, arity: 4 }],
      }, { features, layers: [{ width: 9, arity: 2 }, { width: 5, arity: 3 }] });
    default:
      return randomNetwork(seed, {
        features,
        layers: [{ width: 30, arity }, { width: 1, arity: 5 }],
      }, { classes: classes.slice(0, 2) });
  }
}

/** Rows with values at, beside and far from what an encoder knows. */
function tableFor({ columns }: Encoder, seed: number, infinite: boolean): ValueTable {
  const random = randomStream(seed, 22);
  const pick = <Of>(from: readonly Of[]) => from[random.below(from.length)]!;
  const length = ENCODED_ROWS;
  return {
    rows: length,
    columns: columns.map((column): ValueColumn => {
      const { name } = column;
      if (column.kind === "number") {
        const near = [...column.thresholds].flatMap((
          at,
        ) => [at, neighbour(at, 1), neighbour(at, -1)]);
        const far = [0, -0, NaN, 1e300, -1e300, 5e-324, -5e-324, 7, infinite ? Infinity : 8];
        const values = [...near, ...far, infinite ? -Infinity : -8].filter((value) =>
          infinite || Number.isNaN(value) || Number.isFinite(value)
        );
        return { kind: "number", name, values: Float64Array.from({ length }, () => pick(values)) };
      }
      const values = [...column.categories, ...column.categories, ...TEXTS, "unseen", "", null];
      return { kind: "text", name, values: Array.from({ length }, () => pick(values)) };
    }),
  };
}

/** The double above or below one. */
function neighbour(value: number, by: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(8));
  if (value === 0) return by * Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(value > 0 ? by : -by));
  return view.getFloat64(0);
}
