/**
 * The edge runtime against the library and the definition, and against what a stranger may send.
 *
 * @module
 */
import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { rowAt, selectRows } from "../../../lib/rows/bit_matrix.ts";
import { createModel } from "../../../lib/edge/edge_model.ts";
import { loadModel, RoteError, type Row } from "../../../lib/edge/mod.ts";
import { predictByDefinition } from "../../../lib/kinds/network/oracle.ts";
import { predictRow } from "../../../lib/kinds/network/predict.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { NETWORK_ABUSE } from "../kinds/network/blob/abuse.ts";
import { canonicalCase, type ExportCase, randomCases } from "../exports/cases.ts";
import { arrayOf, booleansOf, textOf } from "./written_rows.ts";

/** Rows that the definition, which is slow, is asked about. */
const DEFINED_ROWS = 67;

describe("the edge runtime", () => {
  let cases: ExportCase[];
  beforeAll(async () => {
    cases = [await canonicalCase(), ...await randomCases()];
  });

  it("knows the features and the classes of a blob", () => {
    for (const { blob, model } of cases) {
      const { features, classes } = loadModel(blob);
      assertEquals({ features, classes }, { features: model.features, classes: model.classes });
    }
  });

  it("predicts many rows as the library does, labels and scores", () => {
    for (const { name, blob, rows, labels, scores } of cases) {
      const answers = loadModel(blob).predictBatch(rows.bytes);
      assertSameNumbers(answers.labels, labels, `${name}: labels`);
      assertSameNumbers(answers.scores, scores, `${name}: scores`);
    }
  });

  it("predicts a row as the library does, labels and scores", () => {
    for (const { name, blob, model, rows } of cases) {
      const { predict } = loadModel(blob);
      for (let row = 0; row < rows.rows; row++) {
        const packed = rowAt(rows, row);
        assertEquals(predict(packed), predictRow(model, packed), `${name}: row ${row}`);
      }
    }
  });

  it("predicts as the definition does", () => {
    for (const { name, blob, model, rows } of cases) {
      const some = selectRows(rows, Uint32Array.from({ length: DEFINED_ROWS }, (_, row) => row));
      const defined = predictByDefinition(model, some);
      const { labels, scores } = loadModel(blob).predictBatch(some.bytes);
      assertSameNumbers(labels, defined.labels, `${name}: labels`);
      assertSameNumbers(scores, defined.scores, `${name}: scores`);
    }
  });

  it("predicts any number of rows: a block is no bound, nor is a word", () => {
    const { model, rows } = cases[7]!;
    const { predictBatch } = createModel(model);
    for (const count of [0, 1, 31, 32, 33, 1023, 1024, 1025, 2047, 2049]) {
      const some = selectRows(rows, Uint32Array.from({ length: count }, (_, row) => row % 1003));
      const { labels, scores } = predictBatch(some.bytes);
      assertEquals([labels.length, scores.length], [count, 2 * count]);
      for (let row = 0; row < count; row++) {
        const expected = predictRow(model, rowAt(some, row));
        assertEquals(labels[row], expected.label);
        assertEquals([...scores.subarray(2 * row, 2 * row + 2)], [...expected.scores]);
      }
    }
  });

  it("takes rows in every form", () => {
    const { blob, rows, labels, scores } = cases[3]!;
    const { predict, predictBatch } = loadModel(blob);
    for (const forms of [textOf, arrayOf, booleansOf, rowAt]) {
      const written = Array.from({ length: rows.rows }, (_, row): Row => forms(rows, row));
      assertEquals(predictBatch(written), { labels, scores }, forms.name);
      assertEquals(written.map((row) => predict(row).label), [...labels], forms.name);
    }
  });

  it("does not remember the rows of a call before", () => {
    const { blob, rows, labels } = cases[11]!;
    const { predict, predictBatch } = loadModel(blob);
    predictBatch(rows.bytes.map((byte) => ~byte));
    assertSameNumbers(predictBatch(rows.bytes).labels, labels);
    predict(rowAt(rows, 1));
    assertEquals(predict(rowAt(rows, 0)).label, labels[0]);
  });

  it("reads a blob in an ArrayBuffer, and in the middle of one", () => {
    const { blob, rows, labels } = cases[1]!;
    const copy = blob.slice();
    assertSameNumbers(loadModel(copy.buffer).predictBatch(rows.bytes).labels, labels);
    const around = new Uint8Array(blob.length + 12);
    around.set(blob, 5);
    const middle = around.subarray(5, 5 + blob.length);
    assertSameNumbers(loadModel(middle).predictBatch(rows.bytes).labels, labels);
  });

  it("names the row and the position of what is no bit", () => {
    const { blob, rows } = cases[1]!;
    const { predict, predictBatch } = loadModel(blob);
    const bad = textOf(rows, 0).slice(1) + "x";
    const position = bad.length - 1;
    const ofOne = assertRefused("row_bad_character", () => predict(bad));
    assertEquals([ofOne.offenders[0]!.row, ofOne.offenders[0]!.position], [0, position]);
    const many = assertRefused("row_bad_character", () => predictBatch([textOf(rows, 0), bad]));
    assertEquals([many.offenders[0]!.row, many.offenders[0]!.position], [1, position]);
  });
});

describe("loadModel()", () => {
  for (const rung of NETWORK_ABUSE.rungs) {
    const [code] = rung;
    it(`refuses a blob with ${code}`, async () => {
      const blob = await Deno.readFile(NETWORK_ABUSE.file(rung));
      assertRefused(code, () => loadModel(blob));
      assertRefused(code, () => loadModel(blob.buffer));
    });
  }

  it("refuses a blob with any byte changed or cut off", async () => {
    const { blob } = (await randomCases())[0]!;
    for (let at = 0; at < blob.length; at++) {
      const changed = blob.slice();
      changed[at]! ^= 0x10;
      assertInstanceOf(assertThrows(() => loadModel(changed)), RoteError, `byte ${at}`);
    }
    assertRefused("blob_length_mismatch", () => loadModel(blob.subarray(0, -1)));
    assertRefused("blob_too_short", () => loadModel(new Uint8Array()));
  });
});
