/**
 * The ladder for encoders of `docs/blob-format.md` climbed a second time, from the document alone, and
 * the bits that a row becomes. It shares nothing with the library.
 *
 * @module
 */
import { readBoosted } from "../kinds/boosted/blob_ladder.ts";
import { crc32c } from "../blob/hundred_lines.ts";

class Refusal extends Error {}

function demand(holds: boolean, code: string): void {
  if (!holds) throw new Refusal(code);
}

/** A column: thresholds or the bytes of categories, written as Latin-1. */
export interface ReadColumn {
  readonly name: string;
  readonly entries: (number | string)[];
  readonly missing: boolean;
}

/** Reads a blob of head 4 with boosted tables inside, or gives the code that refuses it. */
export function readEncoded(bytes: Uint8Array): ReadColumn[] | string {
  try {
    return climb(bytes);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function climb(bytes: Uint8Array): ReadColumn[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  demand(bytes.length >= 28, "blob_too_short");
  demand(u32(0) === 0x45544f52, "blob_bad_magic");
  demand(u16(4) === 1, "blob_unsupported_version");
  demand(u16(6) === 0, "blob_unknown_flags");
  demand(bytes.length <= 268_435_456, "blob_too_large");
  demand(u32(8) === bytes.length, "blob_length_mismatch");
  demand(bytes[16] === 4, "blob_unknown_head");
  const [count, sectionLength] = [u32(12), u32(20)];
  demand(count >= 1 && count <= 65_536 && sectionLength <= 34_078_720, "blob_limit_exceeded");
  demand(bytes[17] === 0 && bytes[18] === 0 && bytes[19] === 0, "blob_reserved_not_zero");
  const [innerAt, end] = [24 + sectionLength, bytes.length - 4];
  demand(innerAt + 28 <= end, "blob_section_mismatch");
  demand(u32(end) === crc32c(bytes.subarray(0, end)), "blob_bad_checksum");

  let at = 24;
  const skip = (length: number): number => {
    demand(at + length <= innerAt, "blob_bad_column");
    at += length;
    return at - length;
  };
  const latin = (from: number, length: number) => {
    const own = bytes.subarray(from, from + length);
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(own);
    } catch {
      throw new Refusal("blob_bad_text");
    }
    return Array.from(own, (byte) => String.fromCharCode(byte)).join("");
  };
  const columns: ReadColumn[] = [];
  for (let index = 0; index < count; index++) {
    const head = skip(6);
    demand(bytes[head]! <= 1 && bytes[head + 1]! <= 1, "blob_bad_column");
    const [entryCount, nameLength] = [u16(head + 2), u16(head + 4)];
    demand(entryCount <= 4096, "blob_bad_column");
    demand(nameLength >= 1 && nameLength <= 256, "blob_bad_text");
    const name = latin(skip(nameLength), nameLength);
    const entries: (number | string)[] = [];
    if (bytes[head] === 0) {
      const first = skip(8 * entryCount);
      for (let j = 0; j < entryCount; j++) {
        const threshold = view.getFloat64(first + 8 * j, true);
        const sound = Number.isFinite(threshold) && !Object.is(threshold, -0);
        demand(
          sound && (j === 0 || threshold > Number(entries[j - 1])),
          "blob_threshold_out_of_range",
        );
        entries.push(threshold);
      }
    } else {
      for (let j = 0; j < entryCount; j++) {
        const length = u16(skip(2));
        demand(length <= 256, "blob_bad_text");
        const from = skip(length);
        const raw = Array.from(
          bytes.subarray(from, from + length),
          (byte) => String.fromCharCode(byte),
        ).join("");
        demand(j === 0 || raw > entries[j - 1]!, "blob_bad_text");
        entries.push(latin(from, length));
      }
    }
    demand(columns.every((other) => other.name !== name), "blob_bad_text");
    columns.push({ name, entries, missing: bytes[head + 1] === 1 });
  }
  demand(at === innerAt, "blob_bad_column");
  const bits = columns.reduce((sum, { entries, missing }) => sum + entries.length + +missing, 0);
  demand(bits >= 1 && bits <= 65_536, "blob_bits_out_of_range");
  const inner = bytes.subarray(innerAt, end);
  demand(inner[16] !== 4, "blob_head_mismatch");
  const read = readBoosted(inner);
  if (typeof read === "string") throw new Refusal(read);
  demand(u32(innerAt + 12) === bits, "blob_head_mismatch");
  return columns;
}
