/**
 * A blob of head 3 spelled out.
 *
 * @module
 */
import {
  bitsOf,
  type Frame,
  number,
  packBits,
  soundFrame,
  type TextDraft,
  textSection,
  writeFrame,
} from "../../blob/draft.ts";

/** All that a blob of boosted tables says. */
export interface BoostedDraft extends Frame, TextDraft {
  features: number;
  layers: number;
  classCount: number;
  /** Declared length of the text section less the true one. */
  extraTextLength: number;
  width: number;
  arity: number;
  /** The three bytes behind the arity. */
  reserved: number[];
  splitCount: number;
  /** What is behind the number of splits. */
  reservedAfterSplits: number;
  scale: number;
  /** For each split its bits, as text. */
  splits: string[];
  /** Bits behind the last split, as text. */
  splitPadding: string;
  wireBits: number;
  wires: number[][];
  /** Bits behind the last wire, as text. */
  wirePadding: string;
  entries: number[];
}

/** A sound draft: three tables of two wires over five features, two splits of three classes. */
export function soundBoostedDraft(): BoostedDraft {
  return {
    ...soundFrame(3),
    ...{ features: 5, layers: 1, classCount: 3, extraTextLength: 0 },
    ...{ width: 3, arity: 2, reserved: [0, 0, 0] },
    ...{ splitCount: 2, reservedAfterSplits: 0, scale: 206 },
    classes: ["no", "yes", "perhaps"],
    metadata: [["rate", "0.1"], ["seed", "1"]],
    ...{ splits: ["010", "101"], splitPadding: "00", wireBits: 3 },
    ...{ wires: [[0, 4], [1, 2], [3, 0]], wirePadding: "000000" },
    entries: [127, -127, 0, 5, -1, 1, 9, -30, 64, -64, 2, 3],
  };
}

/** Writes a draft as bytes. */
export function writeBoostedDraft(draft: BoostedDraft): Uint8Array<ArrayBuffer> {
  const text = textSection(draft);
  const wireText = draft.wires.flat().map((wire) => bitsOf(wire, draft.wireBits)).join("");
  return writeFrame(draft, [
    ...[...number(draft.features, 4), draft.head, draft.layers, ...number(draft.classCount, 2)],
    ...number(text.length + draft.extraTextLength, 4),
    ...[...number(draft.width, 4), draft.arity, ...draft.reserved],
    ...[...number(draft.splitCount, 2), ...number(draft.reservedAfterSplits, 2)],
    ...number(draft.scale, 4),
    ...text,
    ...packBits(draft.splits.join("") + draft.splitPadding),
    ...packBits(wireText + draft.wirePadding),
    ...draft.entries.map((entry) => entry & 255),
  ]);
}
