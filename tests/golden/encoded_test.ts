/**
 * The promise of `docs/blob-format.md` for head 4: blobs of format version 1 keep their meaning, and
 * fitting and training keep giving the same bytes.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeModel, encodeModel } from "../../lib/any_blob.ts";
import { encodeRow } from "../../lib/encoders/encode_row.ts";
import { isEncoded, predictModelRow, predictValues } from "../../lib/any_model.ts";
import { assertSameNumbers } from "../lib/assertions.ts";
import {
  ENCODED_FOLDER,
  type EncodedGolden,
  readGoldenValues,
  trainGolden,
} from "./encoded_make.ts";
import { sha256 } from "./golden.ts";

for (const name of ["boosted", "network"]) {
  describe(`golden file encoded/${name}`, () => {
    const read = (extension: string) => new URL(`${name}.${extension}`, ENCODED_FOLDER);
    const bytes = Deno.readFileSync(read("rote"));
    const golden: EncodedGolden = JSON.parse(Deno.readTextFileSync(read("json")));
    const { classes, rows, labels, scores } = golden;
    const model = decodeModel(bytes);
    assert(isEncoded(model));

    it("has the recorded hash and encodes to itself", async () => {
      assertEquals(await sha256(bytes), golden.sha256);
      assertSameNumbers(encodeModel(model), bytes);
      assertEquals(model.classes, classes);
    });

    it("predicts as recorded: in a batch and by the row", () => {
      const predicted = predictValues(model, readGoldenValues(rows));
      assertEquals([[...predicted.labels], [...predicted.scores]], [labels, scores]);
      labels.forEach((label, row) => {
        const bits = new Uint8Array(Math.ceil(model.features / 8));
        encodeRow(model.encoder.columns, rows.columns.map(({ values }) => values[row]!), bits);
        const own = scores.slice(row * classes.length, (row + 1) * classes.length);
        assertEquals(predictModelRow(model, bits), { label, scores: own });
      });
      assertEquals(new Set(labels).size, 2, "rows of both classes");
    });

    it("is what training on the recorded rows gives", () => {
      assertSameNumbers(encodeModel(trainGolden(golden)), bytes);
    });
  });
}
