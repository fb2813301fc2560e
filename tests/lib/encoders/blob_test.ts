/**
 * Head 4 of `docs/blob-format.md`.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeModel } from "../../../lib/any_blob.ts";
import { isEncoded } from "../../../lib/any_model.ts";
import { decodeEncoded } from "../../../lib/encoders/decode_blob.ts";
import { assertRefused } from "../assertions.ts";
import { keepsBlobContract } from "../blob/contract.ts";
import { BOOSTED_ABUSE } from "../kinds/boosted/blob_abuse.ts";
import { NETWORK_ABUSE } from "../kinds/network/blob/abuse.ts";
import { PAIRWISE_ABUSE } from "../kinds/pairwise/blob_abuse.ts";
import { VOTING_ABUSE } from "../kinds/voting/blob_abuse.ts";
import { ENCODED_ABUSE } from "./blob_abuse.ts";
import { ENCODED_BLOBS } from "./blob_contract.ts";

keepsBlobContract(ENCODED_BLOBS);

describe("the blobs of encoded models", () => {
  it("say what their draft says", () => {
    const model = decodeModel(ENCODED_ABUSE.write());
    assert(isEncoded(model));
    assertEquals(model.encoder.columns, [
      { kind: "number", name: "size", thresholds: Float64Array.of(-1.5, 2), missing: false },
      { kind: "category", name: "ö", categories: ["", "red"], missing: true },
    ]);
    assertEquals([model.features, model.classes], [5, ["no", "yes", "perhaps"]]);
  });

  it("have head 4 and no other", () => {
    const others = [NETWORK_ABUSE, VOTING_ABUSE, PAIRWISE_ABUSE, BOOSTED_ABUSE];
    for (const abuse of others) {
      assertRefused("blob_unknown_head", () => decodeEncoded(abuse.write()));
    }
  });
});
