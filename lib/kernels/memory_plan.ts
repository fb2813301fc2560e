/**
 * Where things go in the memory of the kernels: one after the other, nothing freed but all at once.
 *
 * @module
 */

import { FIRST_FREE } from "./kernels.ts";

/** Places are multiples of this many bytes, a cache line: two threads never write the same one. */
const ALIGNMENT = 64;

/** A plan of the memory. */
export class MemoryPlan {
  #end = FIRST_FREE;

  /** Bytes that the plan needs, what lies below it included. */
  get bytes(): number {
    return this.#end;
  }

  /** The place of the next `bytes` bytes. */
  take(bytes: number): number {
    const at = this.#end;
    this.#end = Math.ceil((at + bytes) / ALIGNMENT) * ALIGNMENT;
    return at;
  }
}
