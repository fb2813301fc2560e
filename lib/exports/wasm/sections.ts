/**
 * The sections of a WebAssembly module (WebAssembly Core Specification, section 5.5), as far as
 * putting something into a module asks for.
 *
 * @module
 */

/** "\0asm" and version 1. */
const PREAMBLE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The numbers of the sections that are written here. */
export const CUSTOM = 0;
export const MEMORY = 5;
export const DATA = 11;

/** A section: its number and its content, in parts that follow each other. */
export interface Section {
  readonly id: number;
  readonly parts: readonly Uint8Array[];
}

/** Reads the sections of a module that is known to be whole. */
export function readSections(module: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let at = PREAMBLE.length; at < module.length;) {
    const id = module[at]!;
    const length = readInteger(module, at + 1);
    const end = length.end + length.value;
    sections.push({ id, parts: [module.subarray(length.end, end)] });
    at = end;
  }
  return sections;
}

/** Bytes of a module of some sections. */
export function moduleBytes(sections: readonly Section[]): number {
  return sections.reduce((sum, { parts }) => {
    const length = sizeOf(parts);
    return sum + 1 + integer(length).length + length;
  }, PREAMBLE.length);
}

/** Writes a module of some sections. */
export function writeModule(sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  const module = new Uint8Array(moduleBytes(sections));
  let at = 0;
  const put = (part: Uint8Array) => {
    module.set(part, at);
    at += part.length;
  };
  put(PREAMBLE);
  for (const { id, parts } of sections) {
    put(Uint8Array.of(id));
    put(integer(sizeOf(parts)));
    parts.forEach(put);
  }
  return module;
}

/** An unsigned integer below 2^31 in LEB128: seven bits a byte, the lowest first. */
export function integer(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

/** Reads such an integer; `end` is the place behind it. */
export function readInteger(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let shift = 0;; shift += 7) {
    const byte = bytes[at++]!;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { value, end: at };
  }
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
