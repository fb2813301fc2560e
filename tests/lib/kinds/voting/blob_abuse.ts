/**
 * The abuse files of the ladder for networks that vote. The sound blob is that of `draft.ts` with
 * another head and two LUTs in the last layer.
 *
 * @module
 */
import { Abuse, type Fault } from "../../blob/abuse.ts";
import type { BlobErrorCode } from "../../../../lib/errors.ts";
import { NETWORK_ABUSE } from "../network/blob/abuse.ts";
import { type Draft, soundDraft, writeDraft } from "../network/blob/draft.ts";

/** Rungs whose faults are other ones than those of head 0. */
const OWN: Partial<Record<BlobErrorCode, Fault<Draft>>> = {
  blob_unknown_head: (draft) => draft.head = 5,
  blob_head_mismatch: voteTooMuch,
  blob_arity_above_width_below: wireTooMuch,
};

/** How they differ from a sound blob. */
export const VOTING_ABUSE = new Abuse<Draft>(
  "voting",
  [
    ...NETWORK_ABUSE.rungs.filter(([code]) => code !== "blob_margin_out_of_range").map((
      [code, fault],
    ) => [code, OWN[code] ?? fault] as const),
    ["blob_limit_exceeded", (draft) => setScale(draft, 0), "scale_out_of_range"],
  ],
  soundVotingDraft,
  writeDraft,
);

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
