/**
 * One abuse file for each rung of the ladder for networks that vote, in its order: how each differs
 * from a sound blob, which is that of `draft.ts` with another head and two LUTs in the last layer. The
 * files `abuse/voting_*.rote` are what these recipes give. Run this file to write the missing ones:
 * `deno run -A tests/lib/blob/voting_abuse.ts`.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../../lib/errors.ts";
import { FAULTS } from "../../blob/abuse.ts";
import { type Draft, soundDraft, writeDraft } from "../network/blob/draft.ts";

/** A way to spoil a draft. */
export type VotingFault = (draft: Draft) => void;

/** Rungs whose faults are other ones than those of head 0. */
const OWN: Partial<Record<BlobErrorCode, VotingFault>> = {
  blob_unknown_head: (draft) => draft.head = 5,
  blob_head_mismatch: voteTooMuch,
  blob_arity_above_width_below: wireTooMuch,
};

/** What is wrong with an abuse file, and its name. */
export const VOTING_FAULTS: [name: string, code: BlobErrorCode, fault: VotingFault][] = [
  ...FAULTS.filter(([code]) => code !== "blob_margin_out_of_range").map((
    [code, fault],
  ): [string, BlobErrorCode, VotingFault] => [code.replace("blob_", ""), code, OWN[code] ?? fault]),
  ["scale_out_of_range", "blob_limit_exceeded", (draft) => setScale(draft, 0)],
];

/** A sound draft: 6 features and layers of 5, 3 and 2 LUTs, a vote worth 206. */
export function soundVotingDraft(): Draft {
  const draft = soundDraft();
  const last = draft.layers[2]!;
  last.width = 2;
  last.wires.push([1, 0, 2]);
  last.tables.push("10110001");
  draft.head = 1;
  setScale(draft, 206);
  return draft;
}

/** Where head 0 has margins of two bytes, head 1 has a scale of four. */
export function setScale(draft: Draft, scale: number): void {
  draft.margins = [scale % 65_536, Math.floor(scale / 65_536)];
}

/** The bytes of a draft with some faults. */
export function writeVotingFaults(...faults: VotingFault[]): Uint8Array<ArrayBuffer> {
  const draft = soundVotingDraft();
  for (const fault of faults) fault(draft);
  return writeDraft(draft);
}

/** Where an abuse file lies. */
export function votingAbuseFile(name: string): URL {
  return new URL(`../../blob/abuse/voting_${name}.rote`, import.meta.url);
}

/** LUTs with four wires over a layer of three outputs. */
function wireTooMuch(draft: Draft): void {
  const last = draft.layers[2]!;
  last.arity = 4;
  last.wires = last.wires.map(() => [0, 1, 2, 0]);
  last.tables = last.wires.map(() => "0110100110010110");
}

/** 65,536 LUTs in the last layer, of one wire so that the file stays small. */
function voteTooMuch(draft: Draft): void {
  const last = draft.layers[2]!;
  last.width = 65_536;
  last.arity = 1;
  last.wires = Array.from({ length: 65_536 }, (_, lut) => [lut % 3]);
  last.tables = last.wires.map(() => "01");
}

if (import.meta.main) {
  const present = Array.from(Deno.readDirSync(new URL("../../blob/abuse/", import.meta.url)));
  for (const [name, , fault] of VOTING_FAULTS) {
    if (present.some((file) => file.name === `voting_${name}.rote`)) continue;
    Deno.writeFileSync(votingAbuseFile(name), writeVotingFaults(fault), { createNew: true });
  }
}
