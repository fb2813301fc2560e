/**
 * A blob of head 3 spelled out, right or wrong: every number of the format can be set by itself. It
 * follows `docs/blob-format.md` and shares nothing with the encoder but the checksum.
 *
 * @module
 */
import { crc32c } from "../../../../lib/blob/crc32c.ts";

/** All that a blob of boosted tables says. */
export interface BoostedDraft {
  magic: string;
  version: number;
  flags: number;
  /** Declared length less the true one. */
  extraLength: number;
  features: number;
  head: number;
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
  classes: string[];
  metadata: [key: string, value: string][];
  /** For each split its bits, as text. */
  splits: string[];
  /** Bits behind the last split, as text. */
  splitPadding: string;
  wireBits: number;
  wires: number[][];
  /** Bits behind the last wire, as text. */
  wirePadding: string;
  entries: number[];
  /** Combined with the true checksum by exclusive or. */
  checksumFault: number;
  /** Bytes to keep of the blob. */
  keep: number;
}

/** A sound draft: three tables of two wires over five features, two splits of three classes. */
export function soundBoostedDraft(): BoostedDraft {
  return {
    ...{ magic: "ROTE", version: 1, flags: 0, extraLength: 0, features: 5, head: 3, layers: 1 },
    ...{ classCount: 3, extraTextLength: 0, width: 3, arity: 2, reserved: [0, 0, 0] },
    ...{ splitCount: 2, reservedAfterSplits: 0, scale: 206 },
    classes: ["no", "yes", "perhaps"],
    metadata: [["rate", "0.1"], ["seed", "1"]],
    ...{ splits: ["010", "101"], splitPadding: "00", wireBits: 3 },
    ...{ wires: [[0, 4], [1, 2], [3, 0]], wirePadding: "000000" },
    entries: [127, -127, 0, 5, -1, 1, 9, -30, 64, -64, 2, 3],
    ...{ checksumFault: 0, keep: Infinity },
  };
}

/** Writes a draft as bytes. */
export function writeBoostedDraft(draft: BoostedDraft): Uint8Array<ArrayBuffer> {
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
  const wireText = draft.wires.flat().map((wire) => bitsOf(wire, draft.wireBits)).join("");
  const body = [
    ...[...number(draft.width, 4), draft.arity, ...draft.reserved],
    ...[...number(draft.splitCount, 2), ...number(draft.reservedAfterSplits, 2)],
    ...number(draft.scale, 4),
    ...text,
    ...packText(draft.splits.join("") + draft.splitPadding),
    ...packText(wireText + draft.wirePadding),
    ...draft.entries.map((entry) => entry & 255),
  ];
  const length = 24 + body.length + 4;
  const bytes = [
    ...[...draft.magic].map((letter) => letter.charCodeAt(0)),
    ...[...number(draft.version, 2), ...number(draft.flags, 2)],
    ...[...number(length + draft.extraLength, 4), ...number(draft.features, 4)],
    ...[draft.head, draft.layers, ...number(draft.classCount, 2)],
    ...number(text.length + draft.extraTextLength, 4),
    ...body,
  ];
  const checksum = (crc32c(Uint8Array.from(bytes)) ^ draft.checksumFault) >>> 0;
  return Uint8Array.from([...bytes, ...number(checksum, 4)].slice(0, draft.keep));
}

/** The bits of a number as text, least significant first. */
function bitsOf(value: number, bits: number): string {
  return Array.from({ length: bits }, (_, at) => (value >> at) & 1).join("");
}

/** Packs whole bytes of bits written as text. */
function packText(text: string): number[] {
  return Array.from(
    { length: text.length / 8 },
    (_, at) => parseInt([...text.slice(8 * at, 8 * at + 8)].reverse().join(""), 2),
  );
}
