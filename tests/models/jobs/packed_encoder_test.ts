import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type Encoder, fitEncoder } from "../../../lib/mod.ts";
import { packEncoder, unpackEncoder } from "../../../models/jobs/packed_encoder.ts";
import { randomValues } from "../../lib/encoders/random_values.ts";

describe("unpackEncoder()", () => {
  it("gives the encoder that was packed, to the last bit of its numbers", () => {
    const extreme: Encoder = {
      columns: [{
        ...{ kind: "number", name: 'ä\u0001"', missing: true },
        thresholds: Float64Array.of(-1.7976931348623157e308, 0, 5e-324, 0.1 + 0.2, 1e21),
      }],
    };
    for (const encoder of [extreme, fitEncoder(randomValues(1, 300))]) {
      assertEquals(unpackEncoder(packEncoder(encoder)), encoder);
    }
  });
});
