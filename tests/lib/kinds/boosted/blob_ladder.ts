/**
 * The ladder for boosted tables of `docs/blob-format.md` climbed a second time, from the document
 * alone, and what a blob that passes says about a row. It shares nothing with the library.
 *
 * @module
 */
import { crc32c } from "../../blob/hundred_lines.ts";

/** A blob is refused with the code that is the message. */
export class Refusal extends Error {}

function demand(holds: boolean, code: string): void {
  if (!holds) throw new Refusal(code);
}

/** What is read of a sound blob. */
export interface Read {
  readonly classes: readonly string[];
  readonly splits: number[][];
  readonly wires: number[][];
  readonly entries: number[][];
  readonly scale: number;
}

/** Reads a blob of head 3, or gives the code that refuses it. */
export function readBoosted(bytes: Uint8Array): Read | string {
  try {
    return climb(bytes);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function climb(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const within = (value: number, least: number, most: number) => value >= least && value <= most;
  demand(bytes.length >= 28, "blob_too_short");
  demand(u32(0) === 0x45544f52, "blob_bad_magic");
  demand(u16(4) === 1, "blob_unsupported_version");
  demand(u16(6) === 0, "blob_unknown_flags");
  demand(bytes.length <= 268_435_456, "blob_too_large");
  demand(u32(8) === bytes.length, "blob_length_mismatch");
  demand(bytes[16] === 3, "blob_unknown_head");
  const [features, layers, classes, textLength] = [u32(12), bytes[17]!, u16(18), u32(20)];
  demand(within(features, 1, 65_536) && within(layers, 1, 64), "blob_limit_exceeded");
  demand(within(classes, 2, 256), "blob_limit_exceeded");
  demand(textLength <= 69_890 + 258 * classes, "blob_limit_exceeded");
  demand(bytes.length >= 44, "blob_section_mismatch");
  const [width, arity, splitCount, scale] = [u32(24), bytes[28]!, u16(32), u32(36)];
  demand(within(width, 1, 65_536) && within(arity, 1, 16), "blob_limit_exceeded");
  demand(within(splitCount, 1, 256) && within(scale, 1, 1_048_576), "blob_limit_exceeded");
  const reserved = [bytes[29], bytes[30], bytes[31], bytes[34], bytes[35]];
  demand(reserved.every((byte) => byte === 0), "blob_reserved_not_zero");
  const wireBits = Math.ceil(Math.log2(features));
  const splitsAt = 40 + textLength;
  const wiresAt = splitsAt + Math.ceil(splitCount * classes / 8);
  const entriesAt = wiresAt + Math.ceil(width * arity * wireBits / 8);
  const end = entriesAt + width * 2 ** arity;
  demand(end + 4 === bytes.length, "blob_section_mismatch");
  demand(arity <= features, "blob_arity_above_width_below");
  demand(layers === 1 && splitCount <= width, "blob_head_mismatch");
  demand(classes > 2 || splitCount === 1, "blob_head_mismatch");
  demand(u32(end) === crc32c(bytes.subarray(0, end)), "blob_bad_checksum");
  const names = readText(bytes.subarray(40, splitsAt), classes);
  const bitAt = (from: number, bit: number) => (bytes[from + (bit >> 3)]! >> (bit % 8)) & 1;
  const number = (from: number, index: number, bits: number) => {
    let value = 0;
    for (let bit = 0; bit < bits; bit++) value += bitAt(from, index * bits + bit) << bit;
    return value;
  };
  const table = (rows: number, columns: number, from: number, bits: number) =>
    Array.from(
      { length: rows },
      (_, row) =>
        Array.from({ length: columns }, (_, column) => number(from, row * columns + column, bits)),
    );
  const splits = table(splitCount, classes, splitsAt, 1);
  demand(splits.every((half) => half.includes(0) && half.includes(1)), "blob_split_one_sided");
  demand(classes > 2 || splits[0]![1] === 1, "blob_split_one_sided");
  const wires = table(width, arity, wiresAt, wireBits);
  for (const own of wires) {
    own.forEach((wire, at) => {
      demand(wire < features, "blob_wire_out_of_range");
      demand(own.indexOf(wire) === at, "blob_duplicate_wire");
    });
  }
  for (let bit = splitCount * classes; bit < 8 * (wiresAt - splitsAt); bit++) {
    demand(bitAt(splitsAt, bit) === 0, "blob_padding_not_zero");
  }
  for (let bit = width * arity * wireBits; bit < 8 * (entriesAt - wiresAt); bit++) {
    demand(bitAt(wiresAt, bit) === 0, "blob_padding_not_zero");
  }
  const entries = Array.from(
    { length: width },
    (_, u) =>
      Array.from({ length: 2 ** arity }, (_, at) => view.getInt8(entriesAt + u * 2 ** arity + at)),
  );
  demand(entries.every((own) => !own.includes(-128)), "blob_entry_out_of_range");
  return { classes: names, splits, wires, entries, scale };
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

/** What a blob says about a row, given as bits: its label and scores, by the document's words. */
export function predictRead({ splits, wires, entries, scale }: Read, bits: readonly number[]) {
  const z = splits[0]!.map(() => 0);
  wires.forEach((own, u) => {
    const entry = entries[u]![own.reduce((sum, wire, j) => sum + bits[wire]! * 2 ** j, 0)]!;
    splits[u % splits.length]!.forEach((isMember, c) => z[c]! += isMember * entry);
  });
  return scoresOf(z, scale);
}

/** The label and the scores for the sums of the classes. */
export function scoresOf(z: readonly number[], scale: number) {
  const label = z.indexOf(Math.max(...z));
  const weights = z.map((sum) => {
    const d = Math.floor((z[label]! - sum) * scale / 16);
    if (d > 65_535) return 0;
    let [low, high] = [32_768, 65_536];
    for (let i = 0; i < 16; i++) {
      const k = Math.round(65_536 * Math.exp(-(2 ** (i - 12))));
      if (((d >> i) & 1) === 0) continue;
      if (i < 8) low = Math.floor((low * k + 32_768) / 65_536);
      else high = Math.floor((high * k + 32_768) / 65_536);
    }
    return Math.floor((low * high + 16_384) / 32_768);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = weights.map((weight) => Math.floor(20_000 * weight / total));
  const others = scores.reduce((sum, score, c) => c === label ? sum : sum + score, 0);
  scores[label] = 20_000 - others;
  return { label, scores: scores.map((score) => score / 20_000) };
}
