/**
 * The kernels in WebAssembly with 128-bit vectors (`assembly/`), on a memory of their own or on one
 * that several threads share.
 *
 * @module
 */

import { RELAXED_SIMD, SIMD } from "./wasm/embedded.ts";
import { FIRST_FREE, type KernelName, type Kernels } from "./kernels.ts";

/** Bytes of a page, WebAssembly's unit of memory. */
const PAGE_BYTES = 65_536;
/** Most pages that a memory may grow to (2 GiB). */
const MAX_PAGES = 32_768;

/** The kernels that there are in WebAssembly. */
export type ModuleName = Exclude<KernelName, "typescript">;

/** What the module exports; see `Kernels`. */
type Exports = Omit<Kernels, "name" | "buffer" | "reserve">;

/** Kernels in WebAssembly. */
export class WebAssemblyKernels implements Kernels {
  readonly name: ModuleName;
  /** The memory; shared if the kernels were made so. */
  readonly memory: WebAssembly.Memory;
  readonly packRows: Kernels["packRows"];
  readonly trainLuts: Kernels["trainLuts"];
  readonly applyLuts: Kernels["applyLuts"];
  readonly findAddresses: Kernels["findAddresses"];
  readonly countVotes: Kernels["countVotes"];
  readonly boostLabels: Kernels["boostLabels"];
  readonly boostChoose: Kernels["boostChoose"];
  readonly boostTable: Kernels["boostTable"];
  readonly boostRows: Kernels["boostRows"];
  readonly sumEntries: Kernels["sumEntries"];

  /**
   * @param memory shared memory to work on; without it the kernels get a memory of their own
   * @throws whatever the runtime throws that lacks WebAssembly, vectors or the right to compile
   */
  constructor(name: ModuleName, memory?: WebAssembly.Memory) {
    this.name = name;
    this.memory = memory ?? new WebAssembly.Memory({
      initial: FIRST_FREE / PAGE_BYTES,
      maximum: MAX_PAGES,
    });
    const module = compile(name, memory !== undefined);
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    const kernels = exports as unknown as Exports;
    this.packRows = kernels.packRows;
    this.trainLuts = kernels.trainLuts;
    this.applyLuts = kernels.applyLuts;
    this.findAddresses = kernels.findAddresses;
    this.countVotes = kernels.countVotes;
    this.boostLabels = kernels.boostLabels;
    this.boostChoose = kernels.boostChoose;
    this.boostTable = kernels.boostTable;
    this.boostRows = kernels.boostRows;
    this.sumEntries = kernels.sumEntries;
  }

  get buffer(): ArrayBuffer | SharedArrayBuffer {
    return this.memory.buffer;
  }

  reserve(bytes: number): void {
    const missing = bytes - this.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
  }
}

/**
 * A memory that threads can share.
 *
 * @throws {ReferenceError | RangeError} where there is no shared memory
 */
export function sharedMemory(): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({
    initial: FIRST_FREE / PAGE_BYTES,
    maximum: MAX_PAGES,
    shared: true,
  });
  if (memory.buffer instanceof SharedArrayBuffer) return memory;
  throw new RangeError("This runtime has no shared memory");
}

/** Modules that were compiled, by name and kind of memory. */
const compiled = new Map<string, WebAssembly.Module>();

function compile(name: ModuleName, isShared: boolean): WebAssembly.Module {
  const key = `${name} ${isShared}`;
  const known = compiled.get(key);
  if (known) return known;
  const text = atob(name === "simd" ? SIMD : RELAXED_SIMD);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  if (isShared) declareShared(bytes);
  const module = new WebAssembly.Module(bytes);
  compiled.set(key, module);
  return module;
}

/**
 * Makes a module import its memory as a shared one: bit 1 of the flags that follow the import's
 * name and kind (WebAssembly specification with threads, binary format of limits).
 */
function declareShared(module: Uint8Array): void {
  const name = new TextEncoder().encode("memory");
  const at = module.findIndex((_, start) => name.every((byte, i) => module[start + i] === byte));
  module[at + name.length + 1]! |= 2;
}
