/**
 * The promise of `docs/blob-format.md`: blobs of format version 1 keep their meaning, and training
 * keeps giving the same bytes.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { pathToFileURL } from "node:url";
import { bitAt, rowAt } from "../../lib/rows/bit_matrix.ts";
import { decodeNetwork } from "../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../lib/kinds/network/encode.ts";
import { predictByDefinition } from "../../lib/kinds/network/oracle.ts";
import { predictRow } from "../../lib/kinds/network/predict.ts";
import { predictBatch } from "../../lib/kinds/network/predict_batch.ts";
import { trainNetwork } from "../../lib/kinds/network/train.ts";
import { assertSameNumbers } from "../lib/assertions.ts";
import { decode, predict } from "../lib/blob/hundred_lines.ts";
import { FOLDER, type Golden, readLabels, readRows, sha256 } from "./golden.ts";
import { make } from "./make.ts";

/** The first golden files; later ones are found by themselves. */
const FIRST = [
  ...["mixed-arity", "names", "odd-widths", "one-wire", "three-hidden-layers", "twelve-wires"],
  ...["two-wires"],
];
const NAMES = Array.from(Deno.readDirSync(FOLDER), ({ name }) => name)
  .filter((name) => name.endsWith(".rote"))
  .map((name) => name.replace(".rote", ""))
  .toSorted();

describe("the golden files", () => {
  it("are all there", () => {
    assertEquals(FIRST.filter((name) => !NAMES.includes(name)), []);
  });

  it("are never made anew", async () => {
    const folder = await Deno.makeTempDir();
    try {
      const url = pathToFileURL(`${folder}/`);
      await make("one-wire", url);
      await assertRejects(() => make("one-wire", url), Deno.errors.AlreadyExists);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});

for (const name of NAMES) {
  describe(`golden file ${name}`, () => {
    const bytes = Deno.readFileSync(new URL(`${name}.rote`, FOLDER));
    const golden: Golden = JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, FOLDER)));
    const rows = readRows(golden.rows, golden.features);
    const labels = readLabels(golden.labels);

    it("has the recorded hash, encodes to itself and says the recorded words", async () => {
      assertEquals(await sha256(bytes), golden.sha256);
      const network = decodeNetwork(bytes);
      assertSameNumbers(encodeNetwork(network), bytes);
      const { features, classes, metadata } = network;
      const { features: expected, classes: names, metadata: known } = golden;
      assertEquals([features, classes, metadata], [expected, names, known]);
    });

    it("predicts as recorded: in a batch, by the row, by the definition and by the document", () => {
      const network = decodeNetwork(bytes);
      for (const predictRows of [predictBatch, predictByDefinition]) {
        const actual = predictRows(network, rows);
        assertSameNumbers(actual.labels, labels);
        assertSameNumbers(actual.scores, Float64Array.from(golden.scores));
      }
      const decoded = decode(bytes);
      for (const [row, label] of labels.entries()) {
        const expected = { label, scores: golden.scores.slice(2 * row, 2 * row + 2) };
        assertEquals(predictRow(network, rowAt(rows, row)), expected);
        const bits = Array.from({ length: rows.columns }, (_, column) => bitAt(rows, row, column));
        assertEquals(predict(decoded, bits), expected);
      }
      assert(labels.includes(0) && labels.includes(1), "rows of both classes");
    });

    const { training } = golden;
    if (!training) return;
    it("is what training on the recorded rows gives", () => {
      const { classes, metadata, features } = golden;
      const data = {
        rows: readRows(training.rows, features),
        labels: readLabels(training.labels),
        classes,
      };
      const { network } = trainNetwork(data, training.shape, training.seed);
      assertSameNumbers(encodeNetwork({ ...network, metadata }), bytes);
    });
  });
}
