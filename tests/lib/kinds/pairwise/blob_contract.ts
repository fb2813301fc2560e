/**
 * What networks for pairs of classes are held to as blobs: head 2.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../../lib/errors.ts";
import { decodePairwise } from "../../../../lib/kinds/pairwise/decode.ts";
import { encodePairwise } from "../../../../lib/kinds/pairwise/encode.ts";
import type { PairwiseNetworks } from "../../../../lib/kinds/pairwise/model.ts";
import { MAX_PAIRWISE_CLASSES } from "../../../../lib/limits.ts";
import type { Fault, OtherFault } from "../../blob/abuse.ts";
import type { BlobContract } from "../../blob/contract.ts";
import { seal } from "../../blob/mutations.ts";
import { NETWORK_ABUSE } from "../network/blob/abuse.ts";
import { type Draft, writeDraft } from "../network/blob/draft.ts";
import { assertSamePairs, prunePairs, randomPairs } from "./assertions.ts";
import { PAIRWISE_ABUSE } from "./blob_abuse.ts";
import type { PairwiseDraft } from "./blob_draft.ts";
import { readPairwise } from "./blob_ladder.ts";

/** The smallest networks. */
export const SMALL = { features: 1, layers: [{ width: 1, arity: 1 }] };
/** Networks with a margin and networks that vote. */
export const MIXED = [
  { features: 9, layers: [{ width: 1, arity: 4 }] },
  { features: 9, layers: [{ width: 2, arity: 3 }, { width: 1, arity: 2 }] },
];
/** Faults of a pair that move the next one. */
const BORDERS: readonly BlobErrorCode[] = ["blob_too_short", "blob_length_mismatch"];

const FAULTS: readonly OtherFault<PairwiseDraft>[] = [
  ["blob_limit_exceeded", "two classes", (draft) => draft.classCount = 2],
  ["blob_limit_exceeded", "65 classes", (draft) => draft.classCount = 65],
  ["blob_limit_exceeded", "no feature", (draft) => draft.features = 0],
  ["blob_limit_exceeded", "65,537 features", (draft) => draft.features = 65_537],
  ["blob_limit_exceeded", "a scale above 2^20", (draft) => draft.scale = 1_048_577],
  ["blob_limit_exceeded", "text above the limit", (draft) => draft.extraTextLength = 70_665],
  ["blob_section_mismatch", "64 classes", (draft) => draft.classCount = 64],
  ["blob_section_mismatch", "a pair too few", (draft) => void draft.pairs.pop()],
  ["blob_section_mismatch", "a pair too many", (draft) => draft.pairs.push(draft.pairs[0]!)],
  ["blob_section_mismatch", "a text that reaches over the pairs", (draft) => {
    draft.extraTextLength = 70_000;
  }],
  ["blob_section_mismatch", "a pair that says it is longer than what is left", (draft) => {
    draft.pairs[2]!.extraLength = 2 ** 31;
  }],
  ["blob_section_mismatch", "a pair that says it has no byte", (draft) => {
    draft.pairs[2]!.extraLength = -writeDraft(draft.pairs[2]!).length;
  }],
  ["blob_pair_mismatch", "a pair of other features", (draft) => {
    draft.pairs[0]!.features = 7;
  }],
  ["blob_pair_mismatch", "a pair of another class", (draft) => {
    draft.pairs[2]!.classes[1] = "no";
  }],
  ["blob_pair_mismatch", "a pair with metadata", (draft) => {
    draft.pairs[2]!.metadata = [["a", ""]];
  }],
  ["blob_bad_text", "one class name twice", (draft) => draft.classes[2] = "no"],
  ["blob_unknown_head", "a pair of this head", (draft) => draft.pairs[1]!.head = 2],
  // What shifts the borders of the blobs is told before they are looked into.
  ...NETWORK_ABUSE.rungs.filter(([code]) => !BORDERS.includes(code)).map(([code, fault]) =>
    [code, "a pair that a network is refused for", inSecondPair(fault)] as const
  ),
  ["blob_pair_mismatch", "the first pair that is wrong", ({ pairs }) => {
    pairs[1]!.features = 7;
    pairs[2]!.checksumFault = 1;
  }],
];

/** A fault in the blob of the second pair. */
export function inSecondPair(fault: Fault<Draft>): Fault<PairwiseDraft> {
  return ({ pairs }) => {
    // Metadata to spoil: that there are any is told last.
    pairs[1]!.metadata = [["seed", "1"], ["width", "5"]];
    fault(pairs[1]!);
  };
}

/** What head 2 is held to. */
export const PAIRWISE_BLOBS: BlobContract<PairwiseNetworks, PairwiseDraft> = {
  head: 2,
  decode: decodePairwise,
  refusalOf(bytes) {
    const read = readPairwise(bytes);
    return typeof read === "string" ? read : undefined;
  },
  abuse: PAIRWISE_ABUSE,
  section: "Head 2",
  rungs: PAIRWISE_ABUSE.codes.slice(PAIRWISE_ABUSE.codes.indexOf("blob_unknown_head")),
  faults: FAULTS,
  models: {
    "the pairs of 3 classes": randomPairs(3, 3, SMALL),
    "the pairs of 4 classes, some of which vote": randomPairs(1, 4, ...MIXED),
    "the pairs of 5 classes": randomPairs(5, 5, ...MIXED),
    "the pairs of 64 classes": randomPairs(64, 64, SMALL),
  },
  kept: prunePairs,
  assertSame: assertSamePairs,
  mostClasses: MAX_PAIRWISE_CLASSES,
  large: randomPairs(19, 8, {
    features: 784,
    layers: [60, 60, 1].map((width) => ({ width, arity: 8 })),
  }),
  damage: {
    seed: 34,
    times: 30_000,
    blobs: [
      PAIRWISE_ABUSE.write(),
      encodePairwise(randomPairs(5, 3, SMALL)),
      encodePairwise(randomPairs(6, 4, ...MIXED)),
    ],
    more: (bytes, random) => mutateInside(bytes, random.below(3)),
    refused: 5,
    inside: ["blob_wire_out_of_range"],
    accepted: 500,
  },
  bytesOf: ({ pairs }) =>
    pairs.flatMap(({ layers, ...rest }) => [
      "margins" in rest ? rest.margins.byteLength : 0,
      ...layers.map(({ wires, tables }) => wires.byteLength + tables.byteLength),
    ]).reduce((sum, bytes) => sum + bytes, 0),
};

/** Makes the checksums of all pairs good, and then that of the whole; of none if `turn` is 0. */
function mutateInside(bytes: Uint8Array<ArrayBuffer>, turn: number): Uint8Array<ArrayBuffer> {
  if (turn === 0 || bytes.length < 32) return bytes;
  const view = new DataView(bytes.buffer);
  let at = 28 + view.getUint32(20, true);
  while (at + 28 <= bytes.length - 4) {
    const length = view.getUint32(at + 8, true);
    if (length < 28 || at + length > bytes.length - 4) break;
    bytes.set(seal(bytes.slice(at, at + length)), at);
    at += length;
  }
  return seal(bytes);
}
