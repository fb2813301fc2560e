/**
 * A check that a kernel writes where it is told to and nowhere else: all of the memory is filled with
 * canaries, and afterwards those outside of the places that it may write must be alive.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { FIRST_FREE, histogramsOf, type Kernels } from "../../../lib/kernels/kernels.ts";
import { nameOf } from "./kinds.ts";

const CANARY = 0xa5;

/** Some bytes of the memory. */
export interface Region {
  readonly at: number;
  readonly bytes: number;
}

/** Where a thread may keep its histograms, or a table that it looks up. */
export function histogramsRegion(thread: number): Region {
  return { at: histogramsOf(thread), bytes: histogramsOf(1) - histogramsOf(0) };
}

/** Places in the memory, each a multiple of 16 and of nothing more, with canaries between them. */
export class Places {
  #end = FIRST_FREE + 16;

  /** Bytes of memory that hold all of them. */
  get bytes(): number {
    return this.#end;
  }

  /** The next place of so many bytes. */
  take(bytes: number): Region {
    const at = this.#end;
    this.#end = Math.ceil((at + bytes) / 16) * 16 + 16;
    if (this.#end % 32 === 0) this.#end += 16;
    return { at, bytes };
  }
}

/** Grows the memory and fills it with canaries, but for the constants of the kernels. */
export function fillWithCanaries(kernels: Kernels, bytes: number): void {
  kernels.reserve(bytes);
  new Uint8Array(kernels.buffer).fill(CANARY, histogramsOf(0));
}

/** Runs a kernel and asserts that it wrote into these regions at most. */
export function assertWritesOnly(
  kernels: Kernels,
  regions: readonly Region[],
  run: () => void,
): void {
  const before = new Uint8Array(kernels.buffer).slice();
  run();
  const after = new Uint8Array(kernels.buffer).slice();
  for (const { at, bytes } of regions) {
    before.fill(0, at, at + bytes);
    after.fill(0, at, at + bytes);
  }
  const expected = new Uint32Array(before.buffer);
  const actual = new Uint32Array(after.buffer);
  for (let word = 0; word < expected.length; word++) {
    if (actual[word] === expected[word]) continue;
    assertEquals(actual[word], expected[word], `${nameOf(kernels)} wrote to byte ${4 * word}`);
  }
}

/** A copy of a region. */
export function read(kernels: Kernels, { at, bytes }: Region): Uint8Array {
  return new Uint8Array(kernels.buffer, at, bytes).slice();
}

/** Copies numbers to a region. */
export function write(
  kernels: Kernels,
  { at }: Region,
  numbers: Uint8Array | Uint16Array | Uint32Array,
) {
  const { buffer, byteOffset, byteLength } = numbers;
  new Uint8Array(kernels.buffer, at).set(new Uint8Array(buffer, byteOffset, byteLength));
}
