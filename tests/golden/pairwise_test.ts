/**
 * The promise of `docs/blob-format.md` for head 2: blobs of format version 1 keep their meaning, and
 * training keeps giving the same bytes.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { bitAt, rowAt } from "../../lib/rows/bit_matrix.ts";
import { decodeModel, encodeModel } from "../../lib/any_blob.ts";
import { isKind } from "../../lib/kinds/mod.ts";
import { predictPairsByDefinition } from "../../lib/kinds/pairwise/oracle.ts";
import { predictPairwiseRow } from "../../lib/kinds/pairwise/predict.ts";
import { predictPairwise } from "../../lib/kinds/pairwise/predict_batch.ts";
import { trainPairwise } from "../../lib/kinds/pairwise/train.ts";
import { assertSameNumbers } from "../lib/assertions.ts";
import { predictReadPairs, readPairwise } from "../lib/kinds/pairwise/blob_ladder.ts";
import { readRows, sha256 } from "./golden.ts";
import { PAIRWISE_FOLDER, type PairwiseGolden } from "./pairwise_make.ts";

/** The first golden files; later ones are found by themselves. */
const FIRST = ["mixed-shapes", "trained"];
const NAMES = Array.from(Deno.readDirSync(PAIRWISE_FOLDER), ({ name }) => name)
  .filter((name) => name.endsWith(".rote"))
  .map((name) => name.replace(".rote", ""))
  .toSorted();

describe("the golden files of networks for pairs of classes", () => {
  it("are all there", () => assertEquals(FIRST.filter((name) => !NAMES.includes(name)), []));
});

for (const name of NAMES) {
  describe(`golden file pairwise/${name}`, () => {
    const read = (extension: string) => new URL(`${name}.${extension}`, PAIRWISE_FOLDER);
    const bytes = Deno.readFileSync(read("rote"));
    const golden: PairwiseGolden = JSON.parse(Deno.readTextFileSync(read("json")));
    const { features, classes, metadata, training } = golden;
    const rows = readRows(golden.rows, features);
    const model = decodeModel(bytes);
    assert(isKind(model, "pairwise"));

    it("has the recorded hash, encodes to itself and says the recorded words", async () => {
      assertEquals(await sha256(bytes), golden.sha256);
      assertSameNumbers(encodeModel(model), bytes);
      assertEquals([model.features, model.classes, model.metadata], [features, classes, metadata]);
    });

    it("predicts as recorded: in a batch, by the row, by the definition and by the document", () => {
      for (const predict of [predictPairwise, predictPairsByDefinition]) {
        const actual = predict(model, rows);
        assertSameNumbers(actual.labels, Uint8Array.from(golden.labels));
        assertSameNumbers(actual.scores, Float64Array.from(golden.scores));
      }
      const decoded = readPairwise(bytes);
      assert(typeof decoded === "object");
      for (const [row, label] of golden.labels.entries()) {
        const scores = golden.scores.slice(classes.length * row, classes.length * (row + 1));
        assertEquals(predictPairwiseRow(model, rowAt(rows, row)), { label, scores });
        const bits = Array.from({ length: features }, (_, column) => bitAt(rows, row, column));
        assertEquals(predictReadPairs(decoded, bits), { label, scores });
      }
      assert(new Set(golden.labels).size > 1, "rows of several classes");
    });

    if (!training) return;
    it("is what training on the recorded rows gives", () => {
      const data = {
        rows: readRows(training.rows, features),
        labels: Uint8Array.from(training.labels),
        classes,
      };
      const trained = trainPairwise(data, training.shape, training.seed);
      assertSameNumbers(encodeModel({ ...trained, metadata }), bytes);
    });
  });
}
