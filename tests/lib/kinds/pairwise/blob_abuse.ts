/**
 * The abuse files of the ladder for networks for pairs of classes.
 *
 * @module
 */
import { Abuse, BAD_CHECKSUM, FRAME_FAULTS } from "../../blob/abuse.ts";
import { type PairwiseDraft, soundPairwiseDraft, writePairwiseDraft } from "./blob_draft.ts";

/** How they differ from a sound blob. */
export const PAIRWISE_ABUSE = new Abuse<PairwiseDraft>(
  "pairwise",
  [
    ...FRAME_FAULTS,
    ["blob_unknown_head", (draft) => draft.head = 5],
    ["blob_limit_exceeded", (draft) => draft.scale = 0],
    ["blob_reserved_not_zero", (draft) => draft.reserved = 1],
    ["blob_section_mismatch", (draft) => draft.tail = [0]],
    BAD_CHECKSUM,
    ["blob_bad_text", (draft) => draft.metadata.reverse()],
    ["blob_pair_mismatch", (draft) => draft.pairs[1]!.classes.reverse()],
  ],
  soundPairwiseDraft,
  writePairwiseDraft,
);
