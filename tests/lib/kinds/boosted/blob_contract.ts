/**
 * What boosted tables are held to as blobs: head 3.
 *
 * @module
 */
import { decodeBoosted } from "../../../../lib/kinds/boosted/decode.ts";
import { encodeBoosted } from "../../../../lib/kinds/boosted/encode.ts";
import type { BoostedTables } from "../../../../lib/kinds/boosted/model.ts";
import { MAX_BOOSTED_CLASSES } from "../../../../lib/limits.ts";
import type { Fault, OtherFault } from "../../blob/abuse.ts";
import type { BlobContract } from "../../blob/contract.ts";
import { assertSameTables } from "./assertions.ts";
import { BOOSTED_ABUSE } from "./blob_abuse.ts";
import type { BoostedDraft } from "./blob_draft.ts";
import { readBoosted } from "./blob_ladder.ts";
import { randomTables } from "./random_tables.ts";

/** Tables of all sorts. */
export const PLANS = [
  { features: 1, classes: 2, width: 1, arity: 1, splits: 1 },
  { features: 1, classes: 3, width: 9, arity: 1, splits: 9 },
  { features: 784, classes: 10, width: 64, arity: 6, splits: 32 },
  { features: 65_536, classes: 256, width: 7, arity: 5, splits: 7 },
  { features: 20, classes: 2, width: 3, arity: 16, splits: 1 },
];

/** Ways into the rungs beyond the abuse files. */
const FAULTS: readonly OtherFault<BoostedDraft>[] = [
  ["blob_limit_exceeded", "one class", (draft) => draft.classCount = 1],
  ["blob_limit_exceeded", "257 classes", (draft) => draft.classCount = 257],
  ["blob_limit_exceeded", "no layer", (draft) => draft.layers = 0],
  ["blob_limit_exceeded", "no feature", (draft) => draft.features = 0],
  ["blob_limit_exceeded", "65,537 features", (draft) => draft.features = 65_537],
  ["blob_limit_exceeded", "no table", (draft) => draft.width = 0],
  ["blob_limit_exceeded", "65,537 tables", (draft) => draft.width = 65_537],
  ["blob_limit_exceeded", "17 wires", (draft) => draft.arity = 17],
  ["blob_limit_exceeded", "no wire", (draft) => draft.arity = 0],
  ["blob_limit_exceeded", "no split", (draft) => draft.splitCount = 0],
  ["blob_limit_exceeded", "257 splits", (draft) => draft.splitCount = 257],
  ["blob_limit_exceeded", "a scale above 2^20", (draft) => draft.scale = 1_048_577],
  ["blob_limit_exceeded", "text above the limit", (draft) => draft.extraTextLength = 70_665],
  ["blob_section_mismatch", "65,536 tables of 16 wires", (draft) => {
    [draft.width, draft.arity, draft.features] = [65_536, 16, 65_536];
  }],
  ["blob_reserved_not_zero", "the last byte behind the arity", (draft) => draft.reserved[2] = 1],
  ["blob_head_mismatch", "more splits than tables", (draft) => {
    draft.splitCount = 4;
    draft.splits.push("011", "001");
    draft.splitPadding = "0000";
  }],
  ["blob_split_one_sided", "a split with no class", (draft) => draft.splits[0] = "000"],
  ["blob_padding_not_zero", "a bit behind the splits", (draft) => draft.splitPadding = "10"],
  ["blob_bad_text", "one class name twice", (draft) => draft.classes[2] = "no"],
  ["blob_head_mismatch", "two splits of two classes", binary(["01", "01"])],
  ["blob_split_one_sided", "two classes with a split that is class 0", binary(["10"])],
];

/** The sound draft with two classes and other splits. */
function binary(splits: string[]): Fault<BoostedDraft> {
  return (draft) => {
    draft.classes.pop();
    draft.classCount = 2;
    draft.splits = splits;
    draft.splitCount = splits.length;
    draft.splitPadding = "0".repeat(8 - 2 * splits.length);
  };
}

/** What head 3 is held to. */
export const BOOSTED_BLOBS: BlobContract<BoostedTables, BoostedDraft> = {
  head: 3,
  decode: decodeBoosted,
  refusalOf(bytes) {
    const read = readBoosted(bytes);
    return typeof read === "string" ? read : undefined;
  },
  abuse: BOOSTED_ABUSE,
  section: "Head 3",
  rungs: BOOSTED_ABUSE.codes.slice(BOOSTED_ABUSE.codes.indexOf("blob_unknown_head")),
  faults: FAULTS,
  models: Object.fromEntries(
    PLANS.map((plan, seed) => [JSON.stringify(plan), randomTables(seed, plan)]),
  ),
  assertSame: assertSameTables,
  mostClasses: MAX_BOOSTED_CLASSES,
  large: randomTables(19, { features: 784, classes: 10, width: 400, arity: 6, splits: 32 }),
  damage: {
    seed: 33,
    times: 100_000,
    blobs: [
      BOOSTED_ABUSE.write(),
      // As many wires as features: one feature less is too few.
      encodeBoosted(randomTables(5, { features: 4, classes: 2, width: 3, arity: 4, splits: 1 })),
      ...[1, 2].map((seed) =>
        encodeBoosted(
          randomTables(seed, { features: 6, classes: 1 + seed, width: 4, arity: 3, splits: seed }),
        )
      ),
    ],
    refused: 10,
    accepted: 5000,
  },
  bytesOf: ({ wires, entries, splits }) => wires.byteLength + entries.length + splits.length,
};
