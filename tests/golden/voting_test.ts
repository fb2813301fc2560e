/**
 * The promise of `docs/blob-format.md` for head 1: blobs of format version 1 keep their meaning, and
 * training keeps giving the same bytes.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { bitAt, rowAt } from "../../lib/rows/bit_matrix.ts";
import { decodeModel, encodeModel } from "../../lib/any_blob.ts";
import { isKind } from "../../lib/kinds/mod.ts";
import { predictVotingByDefinition } from "../../lib/kinds/voting/oracle.ts";
import { predictVotingRow } from "../../lib/kinds/voting/predict.ts";
import { predictVoting } from "../../lib/kinds/voting/predict_batch.ts";
import { trainVoting } from "../../lib/kinds/voting/train.ts";
import { assertSameNumbers } from "../lib/assertions.ts";
import { predictRead } from "../lib/kinds/boosted/blob_ladder.ts";
import { decode, type Lut } from "../lib/blob/hundred_lines.ts";
import { seal } from "../lib/blob/mutations.ts";
import { type Golden, readLabels, readRows, sha256 } from "./golden.ts";
import { VOTING_FOLDER } from "./voting_make.ts";

/** The first golden files; later ones are found by themselves. */
const FIRST = ["honest-images", "memorized", "one-layer"];
const NAMES = Array.from(Deno.readDirSync(VOTING_FOLDER), ({ name }) => name)
  .filter((name) => name.endsWith(".rote"))
  .map((name) => name.replace(".rote", ""))
  .toSorted();

/** Reads a blob as one of head 0, which has margins in place of the scale. */
function decodeByDocument(bytes: Uint8Array): { layers: Lut[][]; scale: number } {
  const scale = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
  const arity = bytes[28 + 8 * (bytes[17]! - 1)]!;
  const other = new Uint8Array(bytes.length - 4 + 2 * 2 ** arity);
  other.set(bytes.subarray(0, bytes.length - 8));
  other[16] = 0;
  return { layers: decode(seal(other)).layers, scale };
}

/** What a layer puts out for what it reads. */
function lookUp(bits: number[], layer: Lut[]): number[] {
  return layer.map(({ wires, table }) =>
    table[wires.reduce((sum, wire, j) => sum + bits[wire]! * 2 ** j, 0)]!
  );
}

describe("the golden files of networks that vote", () => {
  it("are all there", () => assertEquals(FIRST.filter((name) => !NAMES.includes(name)), []));
});

for (const name of NAMES) {
  describe(`golden file voting/${name}`, () => {
    const read = (extension: string) => new URL(`${name}.${extension}`, VOTING_FOLDER);
    const bytes = Deno.readFileSync(read("rote"));
    const golden: Golden = JSON.parse(Deno.readTextFileSync(read("json")));
    const { features, classes, metadata, training } = golden;
    const rows = readRows(golden.rows, features);
    const model = decodeModel(bytes);
    assert(isKind(model, "voting"));

    it("has the recorded hash, encodes to itself and says the recorded words", async () => {
      assertEquals(await sha256(bytes), golden.sha256);
      assertSameNumbers(encodeModel(model), bytes);
      assertEquals([model.features, model.classes, model.metadata], [features, classes, metadata]);
    });

    it("predicts as recorded: in a batch, by the row, by the definition and by the document", () => {
      for (const predict of [predictVoting, predictVotingByDefinition]) {
        const actual = predict(model, rows);
        assertSameNumbers(actual.labels, readLabels(golden.labels));
        assertSameNumbers(actual.scores, Float64Array.from(golden.scores));
      }
      const { layers, scale } = decodeByDocument(bytes);
      for (const [row, label] of readLabels(golden.labels).entries()) {
        const scores = golden.scores.slice(2 * row, 2 * row + 2);
        assertEquals(predictVotingRow(model, rowAt(rows, row)), { label, scores });
        const bits: number[] = Array.from(
          { length: features },
          (_, column) => bitAt(rows, row, column),
        );
        const votes = layers.reduce(lookUp, bits);
        const z = 2 * votes.filter((bit) => bit === 1).length - votes.length;
        // The scores of head 3, as if one entry for class 1 were all there is.
        const one = { classes, splits: [[0, 1]], wires: [[]], entries: [[z]], scale };
        assertEquals(predictRead(one, []), { label, scores });
      }
      assert(new Set(golden.labels).size > 1, "rows of both classes");
    });

    if (!training) return;
    it("is what training on the recorded rows gives", () => {
      const data = {
        rows: readRows(training.rows, features),
        labels: readLabels(training.labels),
        classes,
      };
      const { network } = trainVoting(data, training.shape, training.seed);
      assertSameNumbers(encodeModel({ ...network, metadata }), bytes);
    });
  });
}
