/**
 * A blob of head 2 spelled out.
 *
 * @module
 */
import {
  type Frame,
  number,
  soundFrame,
  type TextDraft,
  textSection,
  writeFrame,
} from "../../blob/draft.ts";
import { type Draft, soundDraft, writeDraft } from "../network/blob/draft.ts";

/** All that a blob of networks for pairs of classes says. */
export interface PairwiseDraft extends Frame, TextDraft {
  features: number;
  /** What is behind the head. */
  reserved: number;
  classCount: number;
  /** Declared length of the text section less the true one. */
  extraTextLength: number;
  scale: number;
  /** The blob of each pair. */
  pairs: Draft[];
  /** Bytes behind the last pair. */
  tail: number[];
}

/** A sound draft: three classes, so three pairs. */
export function soundPairwiseDraft(): PairwiseDraft {
  const classes = ["no", "yes", "perhaps"];
  const pairs = [[0, 1], [0, 2], [1, 2]].map(([low, high], index): Draft => {
    const draft = soundDraft();
    draft.margins = draft.margins.map((margin, at) => (margin + 700 * index * at) % 10_001);
    return { ...draft, classes: [classes[low!]!, classes[high!]!], metadata: [] };
  });
  return {
    ...soundFrame(2),
    ...{ features: 6, reserved: 0, classCount: 3, extraTextLength: 0, scale: 130, classes },
    metadata: [["seed", "1"], ["width", "5"]],
    ...{ pairs, tail: [] },
  };
}

/** Writes a draft as bytes. */
export function writePairwiseDraft(draft: PairwiseDraft): Uint8Array<ArrayBuffer> {
  const text = textSection(draft);
  return writeFrame(draft, [
    ...[...number(draft.features, 4), draft.head, draft.reserved, ...number(draft.classCount, 2)],
    ...number(text.length + draft.extraTextLength, 4),
    ...[...number(draft.scale, 4), ...text],
    ...draft.pairs.flatMap((pair) => [...writeDraft(pair)]),
    ...draft.tail,
  ]);
}
