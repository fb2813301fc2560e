/**
 * What drafts of blobs of any head have in common: a draft is a blob spelled out, right or wrong, with
 * every number of the format set by itself. It follows `docs/blob-format.md` and shares nothing with
 * the encoders but the checksum.
 *
 * @module
 */
import { crc32c } from "../../../lib/blob/crc32c.ts";

/** What stands around every blob. */
export interface Frame {
  magic: string;
  version: number;
  flags: number;
  /** Declared length less the true one. */
  extraLength: number;
  head: number;
  /** Combined with the true checksum by exclusive or. */
  checksumFault: number;
  /** Bytes to keep of the blob. */
  keep: number;
}

/** A text as it is to be written: as UTF-8, or byte by byte. */
export type DraftText = string | readonly number[];

/** The text section. */
export interface TextDraft {
  classes: DraftText[];
  metadata: [key: DraftText, value: DraftText][];
}

/** A sound frame. */
export function soundFrame(head: number): Frame {
  return {
    magic: "ROTE",
    version: 1,
    flags: 0,
    extraLength: 0,
    head,
    checksumFault: 0,
    keep: Infinity,
  };
}

/** An integer of so many bytes, the least significant first. */
export function number(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
}

/** A text with its length in front. */
export function string(text: DraftText): number[] {
  const bytes = typeof text === "string" ? [...new TextEncoder().encode(text)] : text;
  return [...number(bytes.length, 2), ...bytes];
}

/**
 * The text section of class names and metadata.
 *
 * @param extraEntries declared metadata entries less the true ones
 */
export function textSection({ classes, metadata }: TextDraft, extraEntries = 0): number[] {
  return [
    ...classes.flatMap(string),
    ...number(metadata.length + extraEntries, 2),
    ...metadata.flat().flatMap(string),
  ];
}

/** The bits of a number as text, least significant first. */
export function bitsOf(value: number, bits: number): string {
  return Array.from({ length: bits }, (_, at) => (value >> at) & 1).join("");
}

/** Packs whole bytes of bits written as text. */
export function packBits(text: string): number[] {
  return Array.from(
    { length: text.length / 8 },
    (_, at) => parseInt([...text.slice(8 * at, 8 * at + 8)].reverse().join(""), 2),
  );
}

/**
 * A blob.
 *
 * @param rest what stands between the declared length and the checksum
 */
export function writeFrame(frame: Frame, rest: readonly number[]): Uint8Array<ArrayBuffer> {
  const { magic, version, flags, extraLength, checksumFault, keep } = frame;
  const bytes = [
    ...Array.from(magic, (letter) => letter.charCodeAt(0)),
    ...number(version, 2),
    ...number(flags, 2),
    ...number(12 + rest.length + 4 + extraLength, 4),
    ...rest,
  ];
  const checksum = (crc32c(Uint8Array.from(bytes)) ^ checksumFault) >>> 0;
  return Uint8Array.from([...bytes, ...number(checksum, 4)].slice(0, keep));
}
