/**
 * The abuse files of the ladder for boosted tables.
 *
 * @module
 */
import { Abuse, BAD_CHECKSUM, FRAME_FAULTS } from "../../blob/abuse.ts";
import { type BoostedDraft, soundBoostedDraft, writeBoostedDraft } from "./blob_draft.ts";

/** How they differ from a sound blob. */
export const BOOSTED_ABUSE = new Abuse<BoostedDraft>(
  "boosted",
  [
    ...FRAME_FAULTS,
    ["blob_unknown_head", (draft) => draft.head = 5],
    ["blob_limit_exceeded", (draft) => draft.scale = 0],
    ["blob_reserved_not_zero", (draft) => draft.reservedAfterSplits = 256],
    ["blob_section_mismatch", (draft) => draft.extraTextLength = 1],
    ["blob_arity_above_width_below", wireTooMuch],
    ["blob_head_mismatch", (draft) => draft.layers = 2],
    BAD_CHECKSUM,
    ["blob_bad_text", (draft) => draft.metadata.reverse()],
    ["blob_split_one_sided", (draft) => draft.splits[1] = "111"],
    ["blob_wire_out_of_range", (draft) => draft.wires[1]![0] = 5],
    ["blob_duplicate_wire", (draft) => draft.wires[2]![1] = 3],
    ["blob_padding_not_zero", (draft) => draft.wirePadding = "000001"],
    ["blob_entry_out_of_range", (draft) => draft.entries[4] = -128],
  ],
  soundBoostedDraft,
  writeBoostedDraft,
);

/** Tables of two wires over one feature: wires have no bits then. */
function wireTooMuch(draft: BoostedDraft): void {
  draft.features = 1;
  draft.wireBits = 0;
  draft.wirePadding = "";
}
