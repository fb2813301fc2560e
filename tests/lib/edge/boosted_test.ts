/**
 * The edge runtime on boosted tables: it tells heads apart by itself, answers as the library does, and
 * refuses what a stranger may send.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { rowAt } from "../../../lib/rows/bit_matrix.ts";
import { unpackBoosted } from "../../../lib/kinds/boosted/unpack.ts";
import { predictBoostedRow } from "../../../lib/kinds/boosted/predict.ts";
import { loadModel, RoteError } from "../../../lib/edge/mod.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { BOOSTED_ABUSE } from "../kinds/boosted/blob_abuse.ts";
import { assertSameTables } from "../kinds/boosted/assertions.ts";
import { type BoostedCase, boostedCases } from "../exports/boosted_cases.ts";
import { arrayOf, booleansOf, textOf } from "./written_rows.ts";

/** Rows that are asked about one by one. */
const ROWS = 40;

describe("the edge runtime on boosted tables", () => {
  let cases: BoostedCase[];
  beforeAll(async () => {
    cases = await boostedCases();
  });

  it("predicts many rows as the library does, labels and scores", () => {
    for (const { name, blob, model, rows, labels, scores } of cases) {
      const { features, classes, predictBatch } = loadModel(blob);
      assertEquals({ features, classes }, { features: model.features, classes: model.classes });
      const answers = predictBatch(rows.bytes);
      assertSameNumbers(answers.labels, labels, `${name}: labels`);
      assertSameNumbers(answers.scores, scores, `${name}: scores`);
    }
  });

  it("predicts a row in any form as the library does", () => {
    for (const { blob, model, rows } of cases) {
      const { predict } = loadModel(blob.slice().buffer);
      for (let row = 0; row < ROWS; row++) {
        const expected = predictBoostedRow(model, rowAt(rows, row));
        for (const form of [textOf, arrayOf, booleansOf]) {
          assertEquals(predict(form(rows, row)), expected);
        }
        assertEquals(predict(rowAt(rows, row)), expected);
      }
    }
  });

  it("predicts no rows", () => {
    const { labels, scores } = loadModel(cases[0]!.blob).predictBatch([]);
    assertEquals([labels.length, scores.length], [0, 0]);
  });

  it("refuses rows that are none, and names them", () => {
    const { blob, rows } = cases.find(({ rows }) => rows.columns > 8)!;
    const { predict, predictBatch } = loadModel(blob);
    const good = textOf(rows, 0);
    assertRefused("row_too_long", () => predict(`${good}0`));
    assertRefused("row_bad_character", () => predict(`${good.slice(1)}2`));
    const { offenders } = assertRefused("row_too_short", () => predictBatch([good, ""]));
    assertEquals(offenders[0]!.row, 1);
  });

  it("refuses each abuse file with its own code", () => {
    for (const rung of BOOSTED_ABUSE.rungs) {
      const [code] = rung;
      const error = assertThrows(
        () => loadModel(Deno.readFileSync(BOOSTED_ABUSE.file(rung))),
        RoteError,
      );
      // What is no blob of head 3 is judged as one of head 0.
      if (code !== "blob_unknown_head") assertEquals(error.code, code);
    }
  });
});

describe("unpackBoosted()", () => {
  it("reads what decodeBoosted() reads", async () => {
    for (const { name, blob, model } of await boostedCases()) {
      const { classes, metadata } = model;
      assertSameTables({ ...unpackBoosted(blob, classes), metadata }, model, name);
    }
  });
});
