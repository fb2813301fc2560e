/**
 * Boosted tables that every export is tried on: random ones of odd sizes, of each arity, of few and of
 * 256 classes, with entries and scales as large as they get; and tables that were trained. Each with
 * rows, and with what the library answers for them.
 *
 * @module
 */
import { selectRows } from "../../../lib/rows/bit_matrix.ts";
import { decodeBoosted } from "../../../lib/kinds/boosted/decode.ts";
import { encodeBoosted } from "../../../lib/kinds/boosted/encode.ts";
import type { BoostedTables } from "../../../lib/kinds/boosted/model.ts";
import { predictBoosted } from "../../../lib/kinds/boosted/predict_batch.ts";
import { trainBoosted } from "../../../lib/kinds/boosted/train.ts";
import type { BitMatrix } from "../../../lib/rows/bit_matrix.ts";
import { selectData } from "../../../lib/rows/data_set.ts";
import { loadDigits } from "../../../bench/digits.ts";
import { sha256 } from "../../golden/golden.ts";
import { randomClasses, randomTables, type TablesPlan } from "../kinds/boosted/random_tables.ts";
import { type AskedCase, CASE_ROWS, mixedRows } from "./cases.ts";

/** Boosted tables to export, rows to ask them about, and the answers. */
export type BoostedCase = AskedCase<BoostedTables>;

/** Names of classes that code must not trip over. */
const NAMES = [
  ...["*/ /* -->", "</script>", '"quoted\\', "`${1}`", "\u00e4\u00f6\u00fc", "\u{1f600}"],
  ...["line\nbreak\r\u2028", "\\", "endmodule", "??/", "\ufeffmark", "0", "\u00007"],
];

/** Shapes at the edges, and what is set in them by hand. */
const EDGES: [name: string, plan: TablesPlan, more: Partial<BoostedTables>][] = [
  ["least", planOf(1, 2, 1, 1, 1), { scale: 1 }],
  ["one-bit.v1", planOf(1, 3, 9, 1, 9), { scale: 1_048_576 }],
  ["many", planOf(9, 256, 300, 5, 256), { scale: 700 }],
  ["256.few", planOf(17, 256, 3, 4, 3), {}],
  ["u8", planOf(256, 4, 40, 8, 5), {}],
  ["u16", planOf(257, 4, 41, 9, 5), {}],
  ["far", planOf(65_536, 3, 7, 5, 2), {}],
  ["short", planOf(20, 3, 1_030, 6, 2), { scale: 1_048_576, entries: entriesOf(1_030 << 6, 127) }],
  ["wire", planOf(20, 2, 700, 3, 1), { scale: 1_048_576, entries: entriesOf(700 << 3, -127) }],
  // Nothing speaks for any class: a tie of all, which the first one wins.
  ["ties", planOf(20, 7, 30, 4, 6), { entries: entriesOf(30 << 4, 0) }],
];

/** Random tables of each arity, and those at the edges. */
export async function boostedCases(): Promise<BoostedCase[]> {
  const random = Array.from({ length: 16 }, (_, index) => {
    const arity = index + 1;
    const classes = [2, 3, 10, 5, 13][index % 5]!;
    const width = arity > 9 ? 17 - index : 20 + 7 * index;
    const splits = classes === 2 ? 1 : Math.min(width, 3 + index % 6);
    const plan = planOf(arity + (index * 13) % 60, classes, width, arity, splits);
    return caseOfTables(`${index % 2 ? "" : "b"}${index}-tables`, index, plan, {
      classes: Array.from({ length: classes }, (_, at) => NAMES[(at + index) % NAMES.length]!),
    });
  });
  const edges = EDGES.map(([name, plan, more], index) => {
    return caseOfTables(name, 100 + index, plan, more);
  });
  return await Promise.all([...random, ...edges]);
}

/** Tables trained on MNIST (on made-up digits where it is absent) and on made-up data of ten classes. */
export async function trainedBoostedCases(): Promise<BoostedCase[]> {
  const { training, test } = await loadDigits();
  const digits = selectData(training, Uint32Array.from({ length: 4_000 }, (_, row) => row));
  const asked = selectRows(test.rows, Uint32Array.from({ length: CASE_ROWS }, (_, row) => row));
  const ten = randomClasses(1, { rows: CASE_ROWS, features: 300, classes: 10 });
  const settings = { tables: 128, arity: 6, rate: 0.1, lambda: 1, seed: 1 };
  return await Promise.all([
    boostedCaseOf("boosted-digits", trainBoosted(digits, settings), asked),
    boostedCaseOf("ten", trainBoosted(ten, { ...settings, tables: 160 }), ten.rows),
  ]);
}

/** A case of tables and rows: what their blob decodes to, and the library's answers. */
export async function boostedCaseOf(
  name: string,
  tables: BoostedTables,
  rows: BitMatrix,
): Promise<BoostedCase> {
  const blob = encodeBoosted(tables);
  const model = decodeBoosted(blob);
  const { labels, scores } = predictBoosted(model, rows);
  return { name, version: await sha256(blob), blob, model, rows, labels, scores };
}

function caseOfTables(
  name: string,
  seed: number,
  plan: TablesPlan,
  more: Partial<BoostedTables>,
): Promise<BoostedCase> {
  const count = plan.features > 1_000 || plan.classes > 100 ? 50 : CASE_ROWS;
  return boostedCaseOf(name, randomTables(seed, plan, more), mixedRows(seed, plan.features, count));
}

function planOf(
  features: number,
  classes: number,
  width: number,
  arity: number,
  splits: number,
): TablesPlan {
  return { features, classes, width, arity, splits };
}

function entriesOf(count: number, entry: number): Int8Array {
  return new Int8Array(count).fill(entry);
}
