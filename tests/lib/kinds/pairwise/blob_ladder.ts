/**
 * The ladder for networks for pairs of classes of `docs/blob-format.md` climbed a second time, from
 * the document alone, and what a blob that passes says about a row. It shares nothing with the
 * library.
 *
 * @module
 */
import { readText, Refusal, scoresOf } from "../boosted/blob_ladder.ts";
import { crc32c, decode, predict } from "../../blob/hundred_lines.ts";
import { refusalOf } from "../network/blob/second_ladder.ts";

function demand(holds: boolean, code: string): void {
  if (!holds) throw new Refusal(code);
}

/** What is read of a sound blob. */
export interface ReadPairs {
  readonly classes: readonly string[];
  readonly pairs: readonly Uint8Array[];
  readonly scale: number;
}

/** Reads a blob of head 2, or gives the code that refuses it. */
export function readPairwise(bytes: Uint8Array): ReadPairs | string {
  try {
    return climb(bytes);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function climb(bytes: Uint8Array): ReadPairs {
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
  demand(bytes[16] === 2, "blob_unknown_head");
  const [features, classes, textLength] = [u32(12), u16(18), u32(20)];
  demand(within(features, 1, 65_536) && within(classes, 3, 64), "blob_limit_exceeded");
  demand(textLength <= 69_890 + 258 * classes, "blob_limit_exceeded");
  demand(bytes.length >= 32, "blob_section_mismatch");
  demand(within(u32(24), 1, 1_048_576), "blob_limit_exceeded");
  demand(bytes[17] === 0, "blob_reserved_not_zero");
  const end = bytes.length - 4;
  const pairs: Uint8Array[] = [];
  let at = 28 + textLength;
  for (let pair = 0; pair < classes * (classes - 1) / 2; pair++) {
    demand(at + 28 <= end, "blob_section_mismatch");
    const length = u32(at + 8);
    demand(length >= 28 && at + length <= end, "blob_section_mismatch");
    pairs.push(bytes.subarray(at, at += length));
  }
  demand(at === end, "blob_section_mismatch");
  demand(u32(end) === crc32c(bytes.subarray(0, end)), "blob_bad_checksum");
  const names = readText(bytes.subarray(28, 28 + textLength), classes);
  for (let low = 0, index = 0; low < classes; low++) {
    for (let high = low + 1; high < classes; high++, index++) {
      const blob = pairs[index]!;
      const code = refusalOf(blob, blob[16] === 1 ? 1 : 0);
      if (code) throw new Refusal(code);
      const inner = new DataView(blob.buffer, blob.byteOffset, blob.length);
      demand(inner.getUint32(12, true) === features, "blob_pair_mismatch");
      const textAt = 24 + 8 * blob[17]!;
      const textEnd = textAt + inner.getUint32(20, true);
      const own = readText(blob.subarray(textAt, textEnd), 2);
      demand(own[0] === names[low] && own[1] === names[high], "blob_pair_mismatch");
      demand(inner.getUint16(textEnd - 2, true) === 0, "blob_pair_mismatch");
      demand(textEnd - textAt === own[0]!.length + own[1]!.length + 6, "blob_pair_mismatch");
    }
  }
  return { classes: names, pairs, scale: u32(24) };
}

/** What a blob says about a row, given as bits: its label and scores, by the document's words. */
export function predictReadPairs({ classes, pairs, scale }: ReadPairs, bits: readonly number[]) {
  const z = classes.map(() => 0);
  for (let low = 0, index = 0; low < classes.length; low++) {
    for (let high = low + 1; high < classes.length; high++, index++) {
      const { label, scores } = predict(decode(pairs[index]!), [...bits]);
      const margin = Math.round(20_000 * scores[label]! - 10_000);
      const vote = Math.floor((margin + 8) / 16);
      z[label === 1 ? high : low]! += vote;
      z[label === 1 ? low : high]! -= vote;
    }
  }
  return scoresOf(z, scale);
}
