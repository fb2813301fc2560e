/**
 * What blobs of head 3 alone have to do, beyond `blob_contract.ts`.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeBoosted } from "../../../../lib/kinds/boosted/decode.ts";
import { encodeBoosted } from "../../../../lib/kinds/boosted/encode.ts";
import { CHECKSUM_BYTES } from "../../../../lib/blob/layout.ts";
import { assertRefused } from "../../assertions.ts";
import { seal } from "../../blob/mutations.ts";
import { BOOSTED_ABUSE } from "./blob_abuse.ts";
import { BOOSTED_BLOBS, PLANS } from "./blob_contract.ts";
import { readBoosted } from "./blob_ladder.ts";
import { randomTables } from "./random_tables.ts";

describe("the blobs of boosted tables", () => {
  it("have the wires and entries where the document says", () => {
    for (const model of Object.values(BOOSTED_BLOBS.models)) {
      const read = readBoosted(encodeBoosted(model));
      assert(typeof read === "object");
      assertEquals(read.wires.flat(), [...model.wires]);
      assertEquals(read.entries.flat(), [...model.entries]);
    }
  });

  it("say what their draft says", () => {
    const model = decodeBoosted(BOOSTED_ABUSE.write());
    assertEquals(model.classes, ["no", "yes", "perhaps"]);
    assertEquals([...model.splits], [0, 1, 0, 1, 0, 1]);
  });

  it("have one split for two classes, which is class 1", () => {
    const { splits } = decodeBoosted(encodeBoosted(randomTables(0, PLANS[0]!)));
    assertEquals(splits, Uint8Array.of(0, 1));
  });

  it("have no -128 as an entry, nor as the first or the last one", () => {
    const blob = encodeBoosted(randomTables(1, PLANS[2]!));
    const end = blob.length - CHECKSUM_BYTES;
    for (const at of [end - (64 << 6), end - (64 << 6) + 1, end - 1]) {
      const bytes = blob.slice();
      bytes[at] = 128;
      assertRefused("blob_entry_out_of_range", () => decodeBoosted(seal(bytes)));
    }
  });
});
