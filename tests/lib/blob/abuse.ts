/**
 * One abuse file for each rung of the decoder's ladder, in its order: how each differs from a sound
 * blob. The files in `abuse/` are what these recipes give. Run this file to write the missing ones:
 * `deno run -A tests/lib/blob/abuse.ts`. One rung has no file: a blob above 256 MiB.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../lib/errors.ts";
import { type Draft, soundDraft, writeDraft } from "../kinds/network/blob/draft.ts";

/** What is wrong with an abuse file. Faults of several files can be put into one draft. */
export const FAULTS: [code: BlobErrorCode, fault: (draft: Draft) => void][] = [
  ["blob_too_short", (draft) => draft.keep = 27],
  ["blob_bad_magic", (draft) => draft.magic = "ROTF"],
  ["blob_unsupported_version", (draft) => draft.version = 2],
  ["blob_unknown_flags", (draft) => draft.flags = 1],
  ["blob_length_mismatch", (draft) => draft.extraLength = 1],
  ["blob_unknown_head", (draft) => draft.head = 5],
  ["blob_limit_exceeded", (draft) => draft.classCount = 3],
  ["blob_reserved_not_zero", (draft) => draft.layers[1]!.reserved[2] = 1],
  ["blob_section_mismatch", (draft) => draft.extraTextLength = 1],
  ["blob_arity_above_width_below", wireTooMuch],
  ["blob_head_mismatch", addOutput],
  ["blob_bad_checksum", (draft) => draft.checksumFault = 1],
  ["blob_bad_text", (draft) => draft.metadata.reverse()],
  ["blob_wire_out_of_range", (draft) => draft.layers[1]!.wires[0]![0] = 5],
  ["blob_duplicate_wire", (draft) => draft.layers[1]!.wires[0]![2] = 1],
  ["blob_dead_lut", (draft) => draft.layers[1]!.wires[2]![2] = 0],
  ["blob_padding_not_zero", (draft) => draft.layers[1]!.wirePadding = 1],
  ["blob_margin_out_of_range", (draft) => draft.margins[3] = 10_001],
];

/** The bytes of a draft with some faults. */
export function writeFaults(...faults: ((draft: Draft) => void)[]): Uint8Array<ArrayBuffer> {
  const draft = soundDraft();
  for (const fault of faults) fault(draft);
  return writeDraft(draft);
}

/** Where the abuse file of a code lies. */
export function abuseFile(code: BlobErrorCode): URL {
  return new URL(`./abuse/${code}.rote`, import.meta.url);
}

/** LUTs with four wires over a layer of three outputs. */
function wireTooMuch(draft: Draft): void {
  const output = draft.layers[2]!;
  output.arity = 4;
  for (const wires of output.wires) wires.push(0);
  output.tables = output.tables.map((table) => table + table);
  draft.margins.push(...draft.margins);
}

/** A second LUT in the last layer. */
function addOutput(draft: Draft): void {
  const output = draft.layers[2]!;
  output.width = 2;
  output.wires[1] = [...output.wires[0]!];
  output.tables[1] = output.tables[0]!;
}

if (import.meta.main) {
  const present = Array.from(Deno.readDirSync(new URL("./abuse/", import.meta.url)));
  for (const [code, fault] of FAULTS) {
    if (present.some(({ name }) => name === `${code}.rote`)) continue;
    Deno.writeFileSync(abuseFile(code), writeFaults(fault), { createNew: true });
  }
}
