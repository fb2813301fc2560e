/**
 * The ladder of `docs/blob-format.md` climbed a second time, from the document alone: which code
 * refuses a blob. It shares nothing with the library.
 *
 * @module
 */
import { crc32c } from "../../../blob/hundred_lines.ts";

/** The code that refuses some bytes of head 0 or 1; none for a sound blob. */
export function refusalOf(bytes: Uint8Array, head: 0 | 1 = 0): string | undefined {
  try {
    climb(bytes, head);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

class Refusal extends Error {}

function demand(holds: boolean, code: string): void {
  if (!holds) throw new Refusal(code);
}

function climb(bytes: Uint8Array, head: 0 | 1): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  demand(bytes.length >= 28, "blob_too_short");
  demand(u32(0) === 0x45544f52, "blob_bad_magic");
  demand(u16(4) === 1, "blob_unsupported_version");
  demand(u16(6) === 0, "blob_unknown_flags");
  demand(bytes.length <= 268_435_456, "blob_too_large");
  demand(u32(8) === bytes.length, "blob_length_mismatch");
  demand(bytes[16] === head, "blob_unknown_head");

  const [features, layerCount, textLength] = [u32(12), bytes[17]!, u32(20)];
  const mostText = 2 * (2 + 256) + 2 + 64 * (2 + 64 + 2 + 1024);
  const within = (value: number, most: number) => value >= 1 && value <= most;
  demand(within(features, 65_536) && within(layerCount, 64), "blob_limit_exceeded");
  demand(u16(18) === 2 && textLength <= mostText, "blob_limit_exceeded");
  const textAt = 24 + 8 * layerCount;
  demand(textAt + 4 <= bytes.length, "blob_section_mismatch");
  const sizes = Array.from({ length: layerCount }, (_, layer) => {
    return { width: u32(24 + 8 * layer), arity: bytes[28 + 8 * layer]!, reserved: 29 + 8 * layer };
  });
  const isLegal = sizes.every(({ width, arity }) => within(width, 65_536) && within(arity, 16));
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
  const checksumAt = bytes.length - 4;
  demand(u32(checksumAt) === crc32c(bytes.subarray(0, checksumAt)), "blob_bad_checksum");
  climbText(bytes.subarray(textAt, textAt + textLength));
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
  if (head === 1) demand(within(u32(at), 1_048_576), "blob_limit_exceeded");
  for (let m = 0; head === 0 && m < marginCount; m++) {
    demand(u16(at + 2 * m) <= 10_000, "blob_margin_out_of_range");
  }
}

function climbText(text: Uint8Array): void {
  let at = 0;
  const number = () => {
    demand(at + 2 <= text.length, "blob_bad_text");
    return text[at++]! + 256 * text[at++]!;
  };
  const string = (least: number, most: number) => {
    const length = number();
    demand(length >= least && length <= most && at + length <= text.length, "blob_bad_text");
    const bytes = text.subarray(at, at += length);
    const isText = new TextDecoder().decode(bytes).isWellFormed() &&
      new TextEncoder().encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))
        .every((byte, index) => byte === bytes[index]);
    demand(isText, "blob_bad_text");
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  };
  demand(string(1, 256) !== string(1, 256), "blob_bad_text");
  const entries = number();
  demand(entries <= 64, "blob_bad_text");
  let last = "";
  for (let entry = 0; entry < entries; entry++) {
    const key = string(1, 64);
    demand(key > last, "blob_bad_text");
    last = key;
    string(0, 1024);
  }
  demand(at === text.length, "blob_bad_text");
}
