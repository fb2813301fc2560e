/**
 * The ladder of `docs/blob-format.md` climbed a second time, from the document alone: which code
 * refuses a blob. It shares nothing with the library.
 *
 * @module
 */
import {
  climbChecksum,
  climbFrame,
  demand,
  readText,
  verdictOf,
  within,
} from "../../../blob/second_reader.ts";

/** The code that refuses some bytes of head 0 or 1; none for a sound blob. */
export function refusalOf(bytes: Uint8Array, head: 0 | 1 = 0): string | undefined {
  return verdictOf(() => climb(bytes, head));
}

function climb(bytes: Uint8Array, head: 0 | 1): undefined {
  const { u16, u32 } = climbFrame(bytes, head);
  const [features, layerCount, textLength] = [u32(12), bytes[17]!, u32(20)];
  const mostText = 2 * (2 + 256) + 2 + 64 * (2 + 64 + 2 + 1024);
  demand(within(features, 1, 65_536) && within(layerCount, 1, 64), "blob_limit_exceeded");
  demand(u16(18) === 2 && textLength <= mostText, "blob_limit_exceeded");
  const textAt = 24 + 8 * layerCount;
  demand(textAt + 4 <= bytes.length, "blob_section_mismatch");
  const sizes = Array.from({ length: layerCount }, (_, layer) => {
    return { width: u32(24 + 8 * layer), arity: bytes[28 + 8 * layer]!, reserved: 29 + 8 * layer };
  });
  const isLegal = sizes.every(({ width, arity }) =>
    within(width, 1, 65_536) && within(arity, 1, 16)
  );
  const luts = sizes.reduce((sum, { width }) => sum + width, 0);
  demand(isLegal && luts <= 1_048_576, "blob_limit_exceeded");
  const isZero = sizes.every(({ reserved: at }) => u16(at) === 0 && bytes[at + 2] === 0);
  demand(isZero, "blob_reserved_not_zero");

  let at = textAt + textLength;
  const layers = sizes.map(({ width, arity }, layer) => {
    const below = sizes[layer - 1]?.width ?? features;
    const wireBits = Math.ceil(Math.log2(below));
    const wires = { at, bits: width * arity * wireBits };
    const tables = { at: at + Math.ceil(wires.bits / 8), bits: width * 2 ** arity };
    at = tables.at + Math.ceil(tables.bits / 8);
    return { width, arity, below, wireBits, wires, tables };
  });
  const marginCount = 2 ** layers.at(-1)!.arity;
  const tail = head === 0 ? 2 * marginCount : 4;
  demand(at + tail + 4 === bytes.length, "blob_section_mismatch");
  demand(layers.every(({ arity, below }) => arity <= below), "blob_arity_above_width_below");
  demand(layers.at(-1)!.width <= (head === 0 ? 1 : 65_535), "blob_head_mismatch");
  climbChecksum(bytes);
  readText(bytes.subarray(textAt, textAt + textLength), 2);
  for (const [index, { width, arity, below, wireBits, wires, tables }] of layers.entries()) {
    const bit = (n: number) => (bytes[n >> 3]! >> (n & 7)) & 1;
    const read = new Set<number>();
    for (let lut = 0, from = wires.at * 8; lut < width; lut++) {
      const own = new Set<number>();
      for (let wire = 0; wire < arity; wire++, from += wireBits) {
        let value = 0;
        for (let i = 0; i < wireBits; i++) value += bit(from + i) << i;
        demand(value < below, "blob_wire_out_of_range");
        demand(!own.has(value), "blob_duplicate_wire");
        own.add(value);
        read.add(value);
      }
    }
    demand(index === 0 || read.size === below, "blob_dead_lut");
    for (const section of [wires, tables]) {
      for (let n = section.at * 8 + section.bits; n % 8 !== 0; n++) {
        demand(bit(n) === 0, "blob_padding_not_zero");
      }
    }
  }
  if (head === 1) demand(within(u32(at), 1, 1_048_576), "blob_limit_exceeded");
  for (let m = 0; head === 0 && m < marginCount; m++) {
    demand(u16(at + 2 * m) <= 10_000, "blob_margin_out_of_range");
  }
}
