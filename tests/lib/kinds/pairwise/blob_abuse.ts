/**
 * One abuse file for each rung of the ladder for networks for pairs of classes, in its order: how
 * each differs from a sound blob. The files `abuse/pairwise_*.rote` are what these recipes give. Run
 * this file to write the missing ones: `deno run -A tests/lib/blob/pairwise_abuse.ts`.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../../lib/errors.ts";
import { type PairwiseDraft, soundPairwiseDraft, writePairwiseDraft } from "./blob_draft.ts";

/** A way to spoil a draft. */
export type PairwiseFault = (draft: PairwiseDraft) => void;

/** What is wrong with an abuse file. */
export const PAIRWISE_FAULTS: [code: BlobErrorCode, fault: PairwiseFault][] = [
  ["blob_too_short", (draft) => draft.keep = 27],
  ["blob_bad_magic", (draft) => draft.magic = "ROTF"],
  ["blob_unsupported_version", (draft) => draft.version = 2],
  ["blob_unknown_flags", (draft) => draft.flags = 1],
  ["blob_length_mismatch", (draft) => draft.extraLength = 1],
  ["blob_unknown_head", (draft) => draft.head = 5],
  ["blob_limit_exceeded", (draft) => draft.scale = 0],
  ["blob_reserved_not_zero", (draft) => draft.reserved = 1],
  ["blob_section_mismatch", (draft) => draft.tail = [0]],
  ["blob_bad_checksum", (draft) => draft.checksumFault = 1],
  ["blob_bad_text", (draft) => draft.metadata.reverse()],
  ["blob_pair_mismatch", (draft) => draft.pairs[1]!.classes.reverse()],
];

/** The bytes of a draft with some faults. */
export function writePairwiseFaults(...faults: PairwiseFault[]): Uint8Array<ArrayBuffer> {
  const draft = soundPairwiseDraft();
  for (const fault of faults) fault(draft);
  return writePairwiseDraft(draft);
}

/** Where the abuse file of a code lies. */
export function pairwiseAbuseFile(code: BlobErrorCode): URL {
  return new URL(`../../blob/abuse/pairwise_${code.replace("blob_", "")}.rote`, import.meta.url);
}

if (import.meta.main) {
  const present = Array.from(Deno.readDirSync(new URL("../../blob/abuse/", import.meta.url)));
  for (const [code, fault] of PAIRWISE_FAULTS) {
    const file = pairwiseAbuseFile(code);
    if (present.some(({ name }) => file.pathname.endsWith(`/${name}`))) continue;
    Deno.writeFileSync(file, writePairwiseFaults(fault), { createNew: true });
  }
}
