/**
 * A blob of head 2 spelled out, right or wrong: every number of the format can be set by itself. It
 * follows `docs/blob-format.md` and shares nothing with the encoder but the checksum.
 *
 * @module
 */
import { crc32c } from "../../../../lib/blob/crc32c.ts";
import { type Draft, soundDraft, writeDraft } from "../network/blob/draft.ts";

/** All that a blob of networks for pairs of classes says. */
export interface PairwiseDraft {
  magic: string;
  version: number;
  flags: number;
  /** Declared length less the true one. */
  extraLength: number;
  features: number;
  head: number;
  /** What is behind the head. */
  reserved: number;
  classCount: number;
  /** Declared length of the text section less the true one. */
  extraTextLength: number;
  scale: number;
  classes: string[];
  metadata: [key: string, value: string][];
  /** The blob of each pair. */
  pairs: Draft[];
  /** Bytes behind the last pair. */
  tail: number[];
  /** Combined with the true checksum by exclusive or. */
  checksumFault: number;
  /** Bytes to keep of the blob. */
  keep: number;
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
    ...{ magic: "ROTE", version: 1, flags: 0, extraLength: 0, features: 6, head: 2, reserved: 0 },
    ...{ classCount: 3, extraTextLength: 0, scale: 130, classes },
    metadata: [["seed", "1"], ["width", "5"]],
    ...{ pairs, tail: [], checksumFault: 0, keep: Infinity },
  };
}

/** Writes a draft as bytes. */
export function writePairwiseDraft(draft: PairwiseDraft): Uint8Array<ArrayBuffer> {
  const number = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
  const string = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return [...number(bytes.length, 2), ...bytes];
  };
  const text = [
    ...draft.classes.flatMap(string),
    ...number(draft.metadata.length, 2),
    ...draft.metadata.flat().flatMap(string),
  ];
  const body = [
    ...[...number(draft.scale, 4), ...text],
    ...draft.pairs.flatMap((pair) => [...writeDraft(pair)]),
    ...draft.tail,
  ];
  const length = 24 + body.length + 4;
  const bytes = [
    ...[...draft.magic].map((letter) => letter.charCodeAt(0)),
    ...[...number(draft.version, 2), ...number(draft.flags, 2)],
    ...[...number(length + draft.extraLength, 4), ...number(draft.features, 4)],
    ...[draft.head, draft.reserved, ...number(draft.classCount, 2)],
    ...number(text.length + draft.extraTextLength, 4),
    ...body,
  ];
  const checksum = (crc32c(Uint8Array.from(bytes)) ^ draft.checksumFault) >>> 0;
  return Uint8Array.from([...bytes, ...number(checksum, 4)].slice(0, draft.keep));
}
