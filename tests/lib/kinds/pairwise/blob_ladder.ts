/**
 * The ladder for networks for pairs of classes of `docs/blob-format.md` climbed a second time, from
 * the document alone, and what a blob that passes says about a row. It shares nothing with the
 * library.
 *
 * @module
 */
import { scoresOf } from "../boosted/blob_ladder.ts";
import { decode, predict } from "../../blob/hundred_lines.ts";
import {
  climbChecksum,
  climbFrame,
  demand,
  numbersOf,
  readText,
  Refusal,
  verdictOf,
  within,
} from "../../blob/second_reader.ts";
import { refusalOf } from "../network/blob/ladder.ts";

/** What is read of a sound blob. */
export interface ReadPairs {
  readonly classes: readonly string[];
  readonly pairs: readonly Uint8Array[];
  readonly scale: number;
}

/** Reads a blob of head 2, or gives the code that refuses it. */
export function readPairwise(bytes: Uint8Array): ReadPairs | string {
  return verdictOf(() => climb(bytes));
}

function climb(bytes: Uint8Array): ReadPairs {
  const { u16, u32 } = climbFrame(bytes, 2);
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
  climbChecksum(bytes);
  const names = readText(bytes.subarray(28, 28 + textLength), classes);
  for (let low = 0, index = 0; low < classes; low++) {
    for (let high = low + 1; high < classes; high++, index++) {
      const blob = pairs[index]!;
      const code = refusalOf(blob, blob[16] === 1 ? 1 : 0);
      if (code) throw new Refusal(code);
      const inner = numbersOf(blob);
      demand(inner.u32(12) === features, "blob_pair_mismatch");
      const textAt = 24 + 8 * blob[17]!;
      const textEnd = textAt + inner.u32(20);
      const own = readText(blob.subarray(textAt, textEnd), 2);
      demand(own[0] === names[low] && own[1] === names[high], "blob_pair_mismatch");
      demand(inner.u16(textEnd - 2) === 0, "blob_pair_mismatch");
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
