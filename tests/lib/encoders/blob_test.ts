/**
 * Head 4 of `docs/blob-format.md`: encoding, decoding, the ladder and its abuse files, and damaged
 * blobs.
 *
 * @module
 */
import { assert, assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { decodeBoosted } from "../../../lib/kinds/boosted/decode.ts";
import { decodeEncoded } from "../../../lib/encoders/decode_blob.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import { withEncoder } from "../../../lib/encoders/encoded_model.ts";
import type { BitModel } from "../../../lib/kinds/mod.ts";
import { type Encoder, encoderBits } from "../../../lib/encoders/encoder.ts";
import { RoteError } from "../../../lib/errors.ts";
import { isEncoded, type Model } from "../../../lib/any_model.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { randomTables } from "../kinds/boosted/random_tables.ts";
import { randomNetwork, randomStream } from "../random_data.ts";
import { writeBoostedFaults } from "../kinds/boosted/blob_abuse.ts";
import {
  ENCODED_FAULTS,
  encodedAbuseFile,
  type EncodedFault,
  writeEncodedFaults,
} from "./blob_abuse.ts";
import { utf8 } from "./blob_draft.ts";
import { readEncoded } from "./blob_ladder.ts";
import { mutate } from "../blob/mutations.ts";

const ENCODER: Encoder = {
  columns: [
    {
      kind: "number",
      name: "größe",
      thresholds: Float64Array.of(-1e300, 0, 5e-324, 1.5),
      missing: true,
    },
    { kind: "number", name: "constant", thresholds: new Float64Array(0), missing: false },
    { kind: "category", name: "colour", categories: ["", "blue", "red", "🜁"], missing: false },
  ],
};
const FEATURES = encoderBits(ENCODER);

describe("encodeModel() and decodeModel() of encoded models", () => {
  const insides: Record<string, BitModel> = {
    network: randomNetwork(1, { features: FEATURES, layers: [{ width: 1, arity: 3 }] }),
    tables: randomTables(2, { features: FEATURES, classes: 3, width: 4, arity: 2, splits: 2 }),
  };
  for (const [what, inside] of Object.entries(insides)) {
    it(`give back an encoder with a ${what} inside`, () => {
      const model = withEncoder(ENCODER, inside);
      const blob = encodeModel(model);
      const decoded = decodeModel(blob);
      assertEquals(decoded, model);
      assertSameNumbers(encodeModel(decoded), blob);
    });
  }

  it("write what the document says", () => {
    const draft = writeEncodedFaults();
    const model = decodeModel(draft);
    assert(isEncoded(model));
    assertEquals(model.encoder.columns, [
      { kind: "number", name: "size", thresholds: Float64Array.of(-1.5, 2), missing: false },
      { kind: "category", name: "ö", categories: ["", "red"], missing: true },
    ]);
    assertEquals([model.features, model.classes], [5, ["no", "yes", "perhaps"]]);
    assertSameNumbers(encodeModel(model), draft);
  });

  it("share no memory", () => {
    const blob = encodeModel(withEncoder(ENCODER, insides.tables!));
    const model = decodeModel(blob);
    blob.fill(255);
    assertEquals(model, withEncoder(ENCODER, insides.tables!));
  });
});

describe("the decoders of other heads", () => {
  it("refuse head 4, and that of head 4 refuses theirs", () => {
    const network = randomNetwork(4, { features: 9, layers: [{ width: 1, arity: 3 }] });
    assertRefused("blob_unknown_head", () => decodeNetwork(writeEncodedFaults()));
    assertRefused("blob_unknown_head", () => decodeBoosted(writeEncodedFaults()));
    assertRefused("blob_unknown_head", () => decodeEncoded(writeBoostedFaults()));
    assertRefused("blob_unknown_head", () => decodeEncoded(encodeNetwork(network)));
  });
});

/** What reads head 4 and no other. */
function decode(bytes: Uint8Array): Model {
  decodeEncoded(bytes);
  return decodeModel(bytes);
}

describe("the ladder of head 4", () => {
  it("is the one in the document, rung by rung", () => {
    const document = new URL("../../../docs/blob-format.md", import.meta.url);
    const sections = Deno.readTextFileSync(document).split(/^## /m);
    const section = sections.find((text) => text.startsWith("Head 4"))!;
    const rungs = Array.from(section.matchAll(/^\| `(blob_\w+)` /gm), ([, code]) => code!);
    const codes = ENCODED_FAULTS.map(([code]): string => code);
    // The last one stands for what the blob inside is refused for.
    assertEquals(rungs, codes.slice(codes.indexOf("blob_unknown_head"), -1));
  });

  for (const [index, [code, fault]] of ENCODED_FAULTS.entries()) {
    it(`refuses encoded_${code.replace("blob_", "")}.rote with ${code}, before later faults`, () => {
      const bytes = Deno.readFileSync(encodedAbuseFile(code));
      assertSameNumbers(writeEncodedFaults(fault), bytes, "bytes of the recipe");
      assertRefused(code, () => decode(bytes));
      for (const [, later] of ENCODED_FAULTS.slice(index + 1)) {
        const both = writeEncodedFaults(later, fault);
        if (code !== "blob_head_mismatch") assertRefused(code, () => decode(both));
        assertEquals(readEncoded(both), code);
      }
    });
  }

  const more: [code: RoteError["code"], what: string, fault: EncodedFault][] = [
    ["blob_limit_exceeded", "no column", (draft) => draft.extraColumns = -2],
    ["blob_limit_exceeded", "a long encoder", (draft) => draft.extraSectionLength = 34_078_720],
    ["blob_bad_column", "one column more", (draft) => draft.extraColumns = 1],
    ["blob_bad_column", "one column less", (draft) => draft.extraColumns = -1],
    ["blob_bad_column", "a missing flag of 2", (draft) => draft.columns[1]!.missing = 2],
    ["blob_bad_column", "4,097 entries", (draft) => draft.columns[0]!.extraEntries = 4095],
    ["blob_bad_column", "one entry too many", (draft) => draft.columns[1]!.extraEntries = 1],
    ["blob_bad_text", "no name", (draft) => draft.columns[0]!.name = utf8("")],
    ["blob_bad_text", "a name of 257", (draft) => draft.columns[0]!.name = utf8("x".repeat(257))],
    ["blob_bad_text", "one name twice", (draft) => draft.columns[1]!.name = utf8("size")],
    ["blob_bad_text", "categories out of order", (draft) => draft.columns[1]!.categories.reverse()],
    ["blob_bad_text", "one category twice", (draft) => {
      draft.columns[1]!.categories = ["red", "red"].map(utf8);
    }],
    ["blob_bad_text", "a category of 257", (draft) => {
      draft.columns[1]!.categories[1] = utf8("x".repeat(257));
    }],
    ["blob_threshold_out_of_range", "-0", (draft) => draft.columns[0]!.thresholds = [-1, -0]],
    ["blob_threshold_out_of_range", "infinity", (draft) => {
      draft.columns[0]!.thresholds = [0, Infinity];
    }],
    ["blob_threshold_out_of_range", "one twice", (draft) => draft.columns[0]!.thresholds = [1, 1]],
    ["blob_bits_out_of_range", "65,537 bits", (draft) => {
      const [column] = draft.columns;
      const thresholds = Array.from({ length: 4096 }, (_, j) => j);
      draft.columns = Array.from(
        { length: 16 },
        (_, at) => ({ ...column!, name: utf8(String(at)), thresholds }),
      );
      draft.columns.push({ ...column!, thresholds: [1] });
    }],
    ["blob_head_mismatch", "more bits than features", (draft) => draft.columns[0]!.missing = 1],
    ["blob_head_mismatch", "fewer bits", (draft) => draft.columns[0]!.thresholds.pop()],
    ["blob_length_mismatch", "a blob inside that is cut short", (draft) => {
      draft.inner = draft.inner.subarray(0, -1);
    }],
  ];
  for (const [code, what, fault] of more) {
    it(`refuses ${what} with ${code}`, () => {
      const bytes = writeEncodedFaults(fault);
      assertRefused(code, () => decodeModel(bytes));
      assertEquals(readEncoded(bytes), code);
    });
  }
});

describe("decodeModel() on damaged blobs of head 4", () => {
  it("refuses with a code, or returns a model that encodes to the same bytes", () => {
    const random = randomStream(34);
    const inside = randomTables(1, {
      ...{ features: FEATURES, classes: 2, width: 3, arity: 2, splits: 1 },
    });
    const blobs = [writeEncodedFaults(), encodeModel(withEncoder(ENCODER, inside))];
    const seen = new Map<string, number>();
    for (let mutation = 0; mutation < 10_000; mutation++) {
      const bytes = mutate(blobs, random);
      let outcome: Model | string;
      try {
        outcome = decode(bytes);
      } catch (error) {
        if (!(error instanceof RoteError)) throw error;
        outcome = error.code;
      }
      const code = typeof outcome === "string" ? outcome : "accepted";
      seen.set(code, (seen.get(code) ?? 0) + 1);
      const read = readEncoded(bytes);
      const again = typeof read === "string" ? read : "accepted";
      // The second ladder knows no other head inside than 3.
      if (again !== "blob_unknown_head" || bytes[16] !== 4) {
        assertEquals(code, again, `mutation ${mutation}`);
      }
      if (typeof outcome !== "string") {
        assertSameNumbers(encodeModel(outcome), bytes, `bytes of mutation ${mutation}`);
      }
    }
    // The test means something only if it gets to the rungs of the encoder, and through.
    const counts = JSON.stringify(Object.fromEntries(seen));
    const codes = ["bad_checksum", "bad_column", "bad_text", "threshold_out_of_range"];
    for (const code of codes) assertGreater(seen.get(`blob_${code}`) ?? 0, 10, counts);
    assertGreater(seen.get("accepted") ?? 0, 200, counts);
  });
});
