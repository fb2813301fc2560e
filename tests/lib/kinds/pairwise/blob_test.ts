/**
 * What blobs of head 2 alone have to do, beyond `blob_contract.ts`.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodePairwise } from "../../../../lib/kinds/pairwise/decode.ts";
import { encodePairwise } from "../../../../lib/kinds/pairwise/encode.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { NETWORK_ABUSE } from "../network/blob/abuse.ts";
import { randomPairs } from "./assertions.ts";
import { PAIRWISE_ABUSE } from "./blob_abuse.ts";
import { inSecondPair, MIXED, PAIRWISE_BLOBS } from "./blob_contract.ts";
import { type ReadPairs, readPairwise } from "./blob_ladder.ts";

describe("the blobs of networks for pairs of classes", () => {
  it("have the classes, the scale and the pairs where the document says", () => {
    for (const model of Object.values(PAIRWISE_BLOBS.models)) {
      const read = readPairwise(encodePairwise(model));
      assert(typeof read === "object", String(read));
      assertEquals([read.classes, read.scale], [model.classes, model.scale]);
      assertEquals(read.pairs.length, model.pairs.length);
    }
  });

  it("say what their draft says", () => {
    const model = decodePairwise(PAIRWISE_ABUSE.write());
    assertEquals(model.classes, ["no", "yes", "perhaps"]);
    assertEquals(model.pairs.map(({ classes }) => classes[1]), ["yes", "perhaps", "perhaps"]);
  });

  it("say of a pair what follows from the rest, whatever it says itself", () => {
    const model = randomPairs(2, 3, ...MIXED);
    const pairs = model.pairs.map((pair) => ({
      ...pair,
      classes: ["x", "y"],
      metadata: { a: "b" },
    }));
    assertSameNumbers(encodePairwise({ ...model, pairs }), encodePairwise(model));
  });

  it("have no network alone", () => {
    const { pairs } = readPairwise(PAIRWISE_ABUSE.write()) as ReadPairs;
    assertRefused("blob_unknown_head", () => decodePairwise(pairs[0]!));
  });

  it("name the pair that is refused", () => {
    const cases = NETWORK_ABUSE.rungs.filter(([code]) =>
      !["blob_too_short", "blob_length_mismatch"].includes(code)
    );
    for (const [code, fault] of cases) {
      const bytes = PAIRWISE_ABUSE.write(inSecondPair(fault));
      const { message } = assertRefused(code, () => decodePairwise(bytes));
      assert(message.startsWith("Cannot decode blob: in the blob of classes 0 and 2, "), message);
    }
  });
});
