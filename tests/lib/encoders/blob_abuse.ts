/**
 * The abuse files of the ladder for encoders.
 *
 * @module
 */
import { Abuse, BAD_CHECKSUM, FRAME_FAULTS } from "../blob/abuse.ts";
import { BOOSTED_ABUSE } from "../kinds/boosted/blob_abuse.ts";
import { type EncodedDraft, soundEncodedDraft, utf8, writeEncodedDraft } from "./blob_draft.ts";

/** How they differ from a sound blob. */
export const ENCODED_ABUSE = new Abuse<EncodedDraft>(
  "encoded",
  [
    ...FRAME_FAULTS,
    ["blob_unknown_head", (draft) => draft.head = 255],
    ["blob_limit_exceeded", (draft) => draft.extraColumns = 65_535],
    ["blob_reserved_not_zero", (draft) => draft.reserved[2] = 1],
    ["blob_section_mismatch", (draft) => draft.extraSectionLength = draft.inner.length - 27],
    BAD_CHECKSUM,
    ["blob_bad_column", (draft) => draft.columns[0]!.kind = 2],
    ["blob_bad_text", (draft) => draft.columns[0]!.name = Uint8Array.of(0xff)],
    ["blob_threshold_out_of_range", (draft) => draft.columns[0]!.thresholds = [NaN]],
    ["blob_bits_out_of_range", withoutBits],
    ["blob_head_mismatch", (draft) => draft.inner = writeEncodedDraft(soundEncodedDraft())],
    ["blob_entry_out_of_range", (draft) => {
      draft.inner = BOOSTED_ABUSE.write((inside) => inside.entries[4] = -128);
    }],
  ],
  soundEncodedDraft,
  writeEncodedDraft,
);

function withoutBits(draft: EncodedDraft): void {
  const none = { missing: 0, thresholds: [], categories: [] };
  draft.columns.forEach((column) => Object.assign(column, none));
  draft.columns[1]!.name = utf8("colour");
}
