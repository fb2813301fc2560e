/**
 * What holds of the answers of every kind of model: they are those of its definition, by the row and
 * for many rows, with every kind of kernels and through the one door for all models; scores are shares;
 * nothing is left behind for the next question; rows of another length are refused.
 *
 * @module
 */
import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { labelModel, predictModel, predictModelRow } from "../../../lib/any_model.ts";
import { type BitModel, kindOf } from "../../../lib/kinds/mod.ts";
import { type BitMatrix, rowAt, rowBytes, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { Predictions } from "../../../lib/scores/predictions.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { nameOf, WAYS } from "../kernels/kinds.ts";
import { randomMatrix, randomNetwork } from "../random_data.ts";

/** What a kind is held to. */
export interface PredictionContract<M extends BitModel> {
  /** Its definition. */
  define(model: M, rows: BitMatrix): Predictions;
  /** Two models over rows of one length. */
  readonly models: readonly [M, M];
  /** Models by what they are, each with the numbers of rows that it is asked for. */
  readonly cases: readonly (readonly [what: string, model: M, ...rows: readonly number[]])[];
}

/** Around rows that go one by one, words, vectors of 128 rows and blocks of 2048. */
const ROWS = [
  ...[0, 1, 2, 3, 4, 5, 6, 15, 16, 17, 31, 32, 33, 127, 128, 129, 255, 256, 257],
  ...[1919, 1920, 1921, 2047, 2048, 2049, 4095, 4096, 4097, 8193],
];

/** One unit of a score. */
const SCORE_UNITS = 20_000;

/** Tests that a kind holds its contract. */
export function keepsPredictionContract<M extends BitModel>(
  name: string,
  { define, models, cases }: PredictionContract<M>,
): void {
  const [model, other] = models;
  const { predictRow, predict, label } = kindOf(model);
  const { features, classes: { length: classes } } = model;

  describe(`predicting by ${name}`, () => {
    for (const rows of ROWS) {
      it(`gives for ${rows} rows what the definition gives`, () => {
        assertPredictedAsDefined(define, model, randomMatrix(rows, rows, features));
      });
    }

    for (const [what, model, ...counts] of cases) {
      it(`gives what the definition gives: ${what}`, () => {
        for (const rows of counts) {
          assertPredictedAsDefined(define, model, randomMatrix(rows, rows, model.features));
        }
      });
    }

    it("gives the same through the door for all models", () => {
      const rows = randomMatrix(4, 40, features);
      assertEquals(predictModel(model, rows), predict(model, rows));
      assertEquals(labelModel(model, rows), label(model, rows));
      assertEquals(predictModelRow(model, rowAt(rows, 7)), predictRow(model, rowAt(rows, 7)));
    });

    it("gives scores of which the label's is the largest, and which add up to 1", () => {
      const { labels, scores } = predict(model, randomMatrix(6, 1000, features));
      for (const [row, label] of labels.entries()) {
        const own = [...scores.subarray(classes * row, classes * (row + 1))];
        assertEquals(Math.max(...own), own[label]);
        const units = own.map((score) => Math.round(SCORE_UNITS * score));
        assertEquals(units.reduce((sum, score) => sum + score), SCORE_UNITS);
      }
      assertGreater(new Set(labels).size, 1);
    });

    it("leaves nothing behind that changes the next answers", () => {
      const rows = randomMatrix(7, 300, features);
      const ones = new Uint8Array(rowBytes(features)).fill(
        255 >>> (8 * rowBytes(features) - features),
      );
      const network = randomNetwork(8, { features, layers: [{ width: 1, arity: 4 }] });
      const all: BitModel[] = [model, other, network];
      const first = all.map((model) => predictModel(model, rows));
      const ofOne = all.map((model) => predictModelRow(model, rowAt(rows, 5)));
      for (let turn = 0; turn < 3; turn++) {
        assertEquals(all.map((model) => predictModel(model, rows)), first);
        assertEquals(predictModel(model, rows), first[0]);
        for (const model of all) predictModelRow(model, ones);
        assertEquals(all.map((model) => predictModelRow(model, rowAt(rows, 5))), ofOne);
      }
    });

    it("refuses rows of another length", () => {
      for (const answer of [predict, label]) {
        for (const rows of [0, 1, 9, 300]) {
          assertRefused("row_too_short", () => answer(model, zeroMatrix(rows, features - 1)));
          assertRefused("row_too_long", () => answer(model, zeroMatrix(rows, features + 1)));
        }
      }
      const bytes = rowBytes(features);
      for (const length of [0, bytes - 1]) {
        assertRefused("row_too_short", () => predictRow(model, new Uint8Array(length)));
      }
      assertRefused("row_too_long", () => predictRow(model, new Uint8Array(bytes + 1)));
    });
  });
}

/** Asserts that every way to predict gives what the definition gives. */
export function assertPredictedAsDefined<M extends BitModel>(
  define: (model: M, rows: BitMatrix) => Predictions,
  model: M,
  rows: BitMatrix,
): void {
  const { predictRow, predict, label } = kindOf(model);
  const { labels, scores } = define(model, rows);
  const classes = model.classes.length;
  assertEquals([labels.length, scores.length], [rows.rows, rows.rows * classes]);
  for (const { kernels } of WAYS) {
    const name = nameOf(kernels);
    const actual = predict(model, rows, kernels);
    assertSameNumbers(actual.labels, labels, `labels with ${name}`);
    assertSameNumbers(actual.scores, scores, `scores with ${name}`);
    assertSameNumbers(label(model, rows, kernels), labels, `labels alone with ${name}`);
  }
  for (let row = 0; row < rows.rows; row++) {
    const answer = predictRow(model, rowAt(rows, row));
    const expected = scores.subarray(row * classes, (row + 1) * classes);
    // Compared by hand: there are many rows.
    const isSame = answer.label === labels[row] && answer.scores.length === classes &&
      answer.scores.every((score, index) => score === expected[index]);
    if (!isSame) assertEquals([answer.label, ...answer.scores], [labels[row]!, ...expected]);
  }
}
