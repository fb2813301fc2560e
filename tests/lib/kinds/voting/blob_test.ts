/**
 * What blobs of head 1 alone have to do, beyond `blob_contract.ts`.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeVoting } from "../../../../lib/kinds/voting/decode.ts";
import { encodeVoting } from "../../../../lib/kinds/voting/encode.ts";
import { predictVoting } from "../../../../lib/kinds/voting/predict_batch.ts";
import { randomMatrix } from "../../random_data.ts";
import { setScale, VOTING_ABUSE } from "./blob_abuse.ts";
import { VOTING_BLOBS } from "./blob_contract.ts";

describe("the blobs of networks that vote", () => {
  it("give the answers of all LUTs by the live ones", () => {
    for (const model of Object.values(VOTING_BLOBS.models)) {
      const rows = randomMatrix(1, 50, model.features);
      const decoded = decodeVoting(encodeVoting(model));
      assertEquals(predictVoting(decoded, rows), predictVoting(model, rows));
    }
  });

  it("say what their draft says", () => {
    const { layers, scale } = decodeVoting(VOTING_ABUSE.write());
    assertEquals([...layers.map(({ width }) => width), scale], [5, 3, 2, 206]);
  });

  it("have scales up to the limits", () => {
    for (const scale of [1, 1_048_576]) {
      const bytes = VOTING_ABUSE.write((draft) => setScale(draft, scale));
      assertEquals(decodeVoting(bytes).scale, scale);
    }
  });
});
