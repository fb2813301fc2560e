/**
 * One abuse file for each rung of the ladder for encoders, in its order: how each differs from a sound
 * blob. The files `abuse/encoded_*.rote` are what these recipes give. Run this file to write the
 * missing ones: `deno run -A tests/lib/blob/encoded_abuse.ts`.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../lib/errors.ts";
import { writeBoostedFaults } from "../kinds/boosted/blob_abuse.ts";
import { type EncodedDraft, soundEncodedDraft, utf8, writeEncodedDraft } from "./blob_draft.ts";

/** A way to spoil a draft. */
export type EncodedFault = (draft: EncodedDraft) => void;

/** What is wrong with an abuse file. */
export const ENCODED_FAULTS: [code: BlobErrorCode, fault: EncodedFault][] = [
  ["blob_too_short", (draft) => draft.keep = 27],
  ["blob_bad_magic", (draft) => draft.magic = "ROTF"],
  ["blob_unsupported_version", (draft) => draft.version = 2],
  ["blob_unknown_flags", (draft) => draft.flags = 1],
  ["blob_length_mismatch", (draft) => draft.extraLength = 1],
  ["blob_unknown_head", (draft) => draft.head = 255],
  ["blob_limit_exceeded", (draft) => draft.extraColumns = 65_535],
  ["blob_reserved_not_zero", (draft) => draft.reserved[2] = 1],
  ["blob_section_mismatch", (draft) => draft.extraSectionLength = draft.inner.length - 27],
  ["blob_bad_checksum", (draft) => draft.checksumFault = 1],
  ["blob_bad_column", (draft) => draft.columns[0]!.kind = 2],
  ["blob_bad_text", (draft) => draft.columns[0]!.name = Uint8Array.of(0xff)],
  ["blob_threshold_out_of_range", (draft) => draft.columns[0]!.thresholds = [NaN]],
  ["blob_bits_out_of_range", withoutBits],
  ["blob_head_mismatch", (draft) => draft.inner = writeEncodedDraft(soundEncodedDraft())],
  ["blob_entry_out_of_range", (draft) => {
    draft.inner = writeBoostedFaults((inside) => inside.entries[4] = -128);
  }],
];

/** The bytes of a draft with some faults. */
export function writeEncodedFaults(...faults: EncodedFault[]): Uint8Array<ArrayBuffer> {
  const draft = soundEncodedDraft();
  for (const fault of faults) fault(draft);
  return writeEncodedDraft(draft);
}

/** Where the abuse file of a code lies. */
export function encodedAbuseFile(code: BlobErrorCode): URL {
  return new URL(`../blob/abuse/encoded_${code.replace("blob_", "")}.rote`, import.meta.url);
}

function withoutBits(draft: EncodedDraft): void {
  const none = { missing: 0, thresholds: [], categories: [] };
  draft.columns.forEach((column) => Object.assign(column, none));
  draft.columns[1]!.name = utf8("colour");
}

if (import.meta.main) {
  const present = Array.from(Deno.readDirSync(new URL("../blob/abuse/", import.meta.url)));
  for (const [code, fault] of ENCODED_FAULTS) {
    const file = encodedAbuseFile(code);
    if (present.some(({ name }) => file.pathname.endsWith(`/${name}`))) continue;
    Deno.writeFileSync(file, writeEncodedFaults(fault), { createNew: true });
  }
}
