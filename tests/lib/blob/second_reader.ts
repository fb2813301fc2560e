/**
 * What the ladders of `docs/blob-format.md` have in common, climbed a second time from the document
 * alone. It shares nothing with the library.
 *
 * @module
 */
import { crc32c } from "./hundred_lines.ts";

/** A blob is refused with the code that is the message. */
export class Refusal extends Error {}

/** Refuses a blob with a code unless something holds. */
export function demand(holds: boolean, code: string): void {
  if (!holds) throw new Refusal(code);
}

/** What `climb` gives, or the code that refuses the blob. */
export function verdictOf<Read>(climb: () => Read): Read | string {
  try {
    return climb();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** True for a number within bounds. */
export function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** Integers of a blob by where they lie. */
export interface Numbers {
  u16(at: number): number;
  u32(at: number): number;
}

/** The integers of some bytes. */
export function numbersOf(bytes: Uint8Array): Numbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { u16: (at) => view.getUint16(at, true), u32: (at) => view.getUint32(at, true) };
}

/** Climbs the rungs up to the head, which all ladders have. */
export function climbFrame(bytes: Uint8Array, head: number): Numbers {
  const numbers = numbersOf(bytes);
  demand(bytes.length >= 28, "blob_too_short");
  demand(numbers.u32(0) === 0x45544f52, "blob_bad_magic");
  demand(numbers.u16(4) === 1, "blob_unsupported_version");
  demand(numbers.u16(6) === 0, "blob_unknown_flags");
  demand(bytes.length <= 268_435_456, "blob_too_large");
  demand(numbers.u32(8) === bytes.length, "blob_length_mismatch");
  demand(bytes[16] === head, "blob_unknown_head");
  return numbers;
}

/** Climbs the rung of the checksum, which covers all in front of it. */
export function climbChecksum(bytes: Uint8Array): void {
  const at = bytes.length - 4;
  demand(numbersOf(bytes).u32(at) === crc32c(bytes.subarray(0, at)), "blob_bad_checksum");
}

/** Reads a text section: the names of the classes, one letter a byte. */
export function readText(section: Uint8Array, classes: number): string[] {
  let at = 0;
  const number = () => {
    demand(at + 2 <= section.length, "blob_bad_text");
    at += 2;
    return section[at - 2]! + 256 * section[at - 1]!;
  };
  const string = (least: number, most: number) => {
    const length = number();
    demand(length >= least && length <= most && at + length <= section.length, "blob_bad_text");
    const bytes = section.subarray(at, at += length);
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new Refusal("blob_bad_text");
    }
    // One letter a byte: these compare as the bytes do.
    return String.fromCharCode(...bytes);
  };
  const names = Array.from({ length: classes }, () => string(1, 256));
  demand(new Set(names).size === classes, "blob_bad_text");
  const entries = number();
  demand(entries <= 64, "blob_bad_text");
  let last = "";
  for (let entry = 0; entry < entries; entry++) {
    const key = string(1, 64);
    demand(key > last, "blob_bad_text");
    last = key;
    string(0, 1024);
  }
  demand(at === section.length, "blob_bad_text");
  return names;
}
