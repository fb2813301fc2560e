/**
 * One abuse file for each rung of the ladder for boosted tables, in its order: how each differs from
 * a sound blob. The files `abuse/boosted_*.rote` are what these recipes give. Run this file to write
 * the missing ones: `deno run -A tests/lib/blob/boosted_abuse.ts`.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../../lib/errors.ts";
import { type BoostedDraft, soundBoostedDraft, writeBoostedDraft } from "./blob_draft.ts";

/** A way to spoil a draft. */
export type BoostedFault = (draft: BoostedDraft) => void;

/** What is wrong with an abuse file. */
export const BOOSTED_FAULTS: [code: BlobErrorCode, fault: BoostedFault][] = [
  ["blob_too_short", (draft) => draft.keep = 27],
  ["blob_bad_magic", (draft) => draft.magic = "ROTF"],
  ["blob_unsupported_version", (draft) => draft.version = 2],
  ["blob_unknown_flags", (draft) => draft.flags = 1],
  ["blob_length_mismatch", (draft) => draft.extraLength = 1],
  ["blob_unknown_head", (draft) => draft.head = 5],
  ["blob_limit_exceeded", (draft) => draft.scale = 0],
  ["blob_reserved_not_zero", (draft) => draft.reservedAfterSplits = 256],
  ["blob_section_mismatch", (draft) => draft.extraTextLength = 1],
  ["blob_arity_above_width_below", wireTooMuch],
  ["blob_head_mismatch", (draft) => draft.layers = 2],
  ["blob_bad_checksum", (draft) => draft.checksumFault = 1],
  ["blob_bad_text", (draft) => draft.metadata.reverse()],
  ["blob_split_one_sided", (draft) => draft.splits[1] = "111"],
  ["blob_wire_out_of_range", (draft) => draft.wires[1]![0] = 5],
  ["blob_duplicate_wire", (draft) => draft.wires[2]![1] = 3],
  ["blob_padding_not_zero", (draft) => draft.wirePadding = "000001"],
  ["blob_entry_out_of_range", (draft) => draft.entries[4] = -128],
];

/** The bytes of a draft with some faults. */
export function writeBoostedFaults(...faults: BoostedFault[]): Uint8Array<ArrayBuffer> {
  const draft = soundBoostedDraft();
  for (const fault of faults) fault(draft);
  return writeBoostedDraft(draft);
}

/** Where the abuse file of a code lies. */
export function boostedAbuseFile(code: BlobErrorCode): URL {
  return new URL(`../../blob/abuse/boosted_${code.replace("blob_", "")}.rote`, import.meta.url);
}

/** Tables of two wires over one feature: wires have no bits then. */
function wireTooMuch(draft: BoostedDraft): void {
  draft.features = 1;
  draft.wireBits = 0;
  draft.wirePadding = "";
}

if (import.meta.main) {
  const present = Array.from(Deno.readDirSync(new URL("../../blob/abuse/", import.meta.url)));
  for (const [code, fault] of BOOSTED_FAULTS) {
    const file = boostedAbuseFile(code);
    if (present.some(({ name }) => file.pathname.endsWith(`/${name}`))) continue;
    Deno.writeFileSync(file, writeBoostedFaults(fault), { createNew: true });
  }
}
