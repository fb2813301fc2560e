/**
 * What encoded models are held to as blobs: head 4.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import { decodeEncoded } from "../../../lib/encoders/decode_blob.ts";
import { type EncodedModel, withEncoder } from "../../../lib/encoders/encoded_model.ts";
import { type Encoder, encoderBits } from "../../../lib/encoders/encoder.ts";
import type { OtherFault } from "../blob/abuse.ts";
import type { BlobContract } from "../blob/contract.ts";
import { randomPairs } from "../kinds/pairwise/assertions.ts";
import { randomTables } from "../kinds/boosted/random_tables.ts";
import { randomVoters } from "../kinds/voting/random_voters.ts";
import { randomNetwork } from "../random_data.ts";
import { ENCODED_ABUSE } from "./blob_abuse.ts";
import { type EncodedDraft, utf8 } from "./blob_draft.ts";
import { readEncoded } from "./blob_ladder.ts";

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
const TABLES = randomTables(2, { features: FEATURES, classes: 3, width: 4, arity: 2, splits: 2 });

const FAULTS: readonly OtherFault<EncodedDraft>[] = [
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

/** What head 4 is held to. */
export const ENCODED_BLOBS: BlobContract<EncodedModel, EncodedDraft> = {
  head: 4,
  decode(bytes) {
    // What reads head 4 and no other.
    decodeEncoded(bytes);
    return decodeModel(bytes) as EncodedModel;
  },
  refusalOf(bytes) {
    const read = readEncoded(bytes);
    return typeof read === "string" ? read : undefined;
  },
  // The second ladder knows no other head inside than 3.
  isKnown: (bytes) => bytes[16] !== 4 || readEncoded(bytes) !== "blob_unknown_head",
  abuse: ENCODED_ABUSE,
  section: "Head 4",
  // The last one stands for what the blob inside is refused for.
  rungs: ENCODED_ABUSE.codes.slice(ENCODED_ABUSE.codes.indexOf("blob_unknown_head"), -1),
  faults: FAULTS,
  models: {
    "an encoder with a network inside": withEncoder(
      ENCODER,
      randomNetwork(1, { features: FEATURES, layers: [{ width: 1, arity: 3 }] }),
    ),
    "an encoder with a network that votes inside": withEncoder(
      ENCODER,
      randomVoters(1, FEATURES, [{ width: 3, arity: 3 }]),
    ),
    "an encoder with networks for pairs inside": withEncoder(
      ENCODER,
      randomPairs(1, 3, { features: FEATURES, layers: [{ width: 1, arity: 3 }] }),
    ),
    "an encoder with tables inside": withEncoder(ENCODER, TABLES),
  },
  assertSame: (actual, expected) => assertEquals(actual, expected),
  large: withEncoder(
    ENCODER,
    randomTables(19, { features: FEATURES, classes: 10, width: 400, arity: 6, splits: 32 }),
  ),
  damage: {
    seed: 34,
    times: 10_000,
    blobs: [
      ENCODED_ABUSE.write(),
      encodeModel(
        withEncoder(
          ENCODER,
          randomTables(1, { features: FEATURES, classes: 2, width: 3, arity: 2, splits: 1 }),
        ),
      ),
    ],
    refused: 10,
    unreached: ["blob_bits_out_of_range", "blob_head_mismatch", "blob_entry_out_of_range"],
    inside: [],
    accepted: 200,
  },
};
