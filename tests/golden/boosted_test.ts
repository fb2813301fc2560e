/**
 * The promise of `docs/blob-format.md` for head 3: blobs of format version 1 keep their meaning, and
 * training gives the same bytes as long as nothing about it is changed on purpose.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { bitAt, rowAt } from "../../lib/rows/bit_matrix.ts";
import { decodeModel, encodeModel } from "../../lib/any_blob.ts";
import { isKind } from "../../lib/kinds/mod.ts";
import { predictBoostedByDefinition } from "../../lib/kinds/boosted/oracle.ts";
import { predictBoostedRow } from "../../lib/kinds/boosted/predict.ts";
import { predictBoosted } from "../../lib/kinds/boosted/predict_batch.ts";
import { trainBoosted } from "../../lib/kinds/boosted/train.ts";
import { assertSameNumbers } from "../lib/assertions.ts";
import { predictRead, readBoosted } from "../lib/kinds/boosted/blob_ladder.ts";
import { BOOSTED_FOLDER, type BoostedGolden } from "./boosted_make.ts";
import { readRows, sha256 } from "./golden.ts";

/** The first golden files; later ones are found by themselves. */
const FIRST = ["images", "many-classes", "two-classes"];
/** Files of a training that gives other bytes now: scores are fitted, and batches bounded. */
const OUTDATED = ["images", "two-classes"];
const NAMES = Array.from(Deno.readDirSync(BOOSTED_FOLDER), ({ name }) => name)
  .filter((name) => name.endsWith(".rote"))
  .map((name) => name.replace(".rote", ""))
  .toSorted();

describe("the golden files of boosted tables", () => {
  it("are all there", () => assertEquals(FIRST.filter((name) => !NAMES.includes(name)), []));
});

for (const name of NAMES) {
  describe(`golden file boosted/${name}`, () => {
    const read = (extension: string) => new URL(`${name}.${extension}`, BOOSTED_FOLDER);
    const bytes = Deno.readFileSync(read("rote"));
    const golden: BoostedGolden = JSON.parse(Deno.readTextFileSync(read("json")));
    const { features, classes, metadata, training } = golden;
    const rows = readRows(golden.rows, features);
    const model = decodeModel(bytes);
    assert(isKind(model, "boosted"));

    it("has the recorded hash, encodes to itself and says the recorded words", async () => {
      assertEquals(await sha256(bytes), golden.sha256);
      assertSameNumbers(encodeModel(model), bytes);
      assertEquals([model.features, model.classes, model.metadata], [features, classes, metadata]);
    });

    it("predicts as recorded: in a batch, by the row, by the definition and by the document", () => {
      for (const predict of [predictBoosted, predictBoostedByDefinition]) {
        const actual = predict(model, rows);
        assertSameNumbers(actual.labels, Uint8Array.from(golden.labels));
        assertSameNumbers(actual.scores, Float64Array.from(golden.scores));
      }
      const decoded = readBoosted(bytes);
      assert(typeof decoded === "object");
      for (const [row, label] of golden.labels.entries()) {
        const scores = golden.scores.slice(classes.length * row, classes.length * (row + 1));
        assertEquals(predictBoostedRow(model, rowAt(rows, row)), { label, scores });
        const bits = Array.from({ length: features }, (_, column) => bitAt(rows, row, column));
        assertEquals(predictRead(decoded, bits), { label, scores });
      }
      assert(new Set(golden.labels).size > 1, "rows of several classes");
    });

    if (!training || OUTDATED.includes(name)) return;
    it("is what training on the recorded rows gives", () => {
      const data = {
        rows: readRows(training.rows, features),
        labels: Uint8Array.from(training.labels),
        classes,
      };
      const trained = trainBoosted(data, training.settings);
      assertSameNumbers(encodeModel({ ...trained, metadata }), bytes);
    });
  });
}
