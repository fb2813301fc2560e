/**
 * The abuse files of the ladder for networks.
 *
 * @module
 */
import { Abuse, BAD_CHECKSUM, FRAME_FAULTS } from "../../../blob/abuse.ts";
import { type Draft, soundDraft, writeDraft } from "./draft.ts";

/** How they differ from a sound blob. */
export const NETWORK_ABUSE = new Abuse<Draft>(
  "blob",
  [
    ...FRAME_FAULTS,
    ["blob_unknown_head", (draft) => draft.head = 5],
    ["blob_limit_exceeded", (draft) => draft.classCount = 3],
    ["blob_reserved_not_zero", (draft) => draft.layers[1]!.reserved[2] = 1],
    ["blob_section_mismatch", (draft) => draft.extraTextLength = 1],
    ["blob_arity_above_width_below", wireTooMuch],
    ["blob_head_mismatch", addOutput],
    BAD_CHECKSUM,
    ["blob_bad_text", (draft) => draft.metadata.reverse()],
    ["blob_wire_out_of_range", (draft) => draft.layers[1]!.wires[0]![0] = 5],
    ["blob_duplicate_wire", (draft) => draft.layers[1]!.wires[0]![2] = 1],
    ["blob_dead_lut", (draft) => draft.layers[1]!.wires[2]![2] = 0],
    ["blob_padding_not_zero", (draft) => draft.layers[1]!.wirePadding = 1],
    ["blob_margin_out_of_range", (draft) => draft.margins[3] = 10_001],
  ],
  soundDraft,
  writeDraft,
);

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
