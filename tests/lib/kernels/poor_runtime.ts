/**
 * A thread without something that the fastest kernels need. It is told what to do without, takes it
 * away before the engine is loaded, and answers which kernels it got and what it trained with them.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { RELAXED_SIMD } from "../../../lib/kernels/wasm/embedded.ts";

/** What a runtime may lack. */
export type Lack = keyof typeof TAKE_AWAY;

/** What the thread answers. */
export interface Answer {
  /** The kernels that it got. */
  readonly name: string;
  /** The blob of a network that it trained, and its predictions for the training rows. */
  readonly blob: Uint8Array;
  readonly labels: Uint8Array;
  /** Whether a team of two could be started. */
  readonly hasTeam: boolean;
}

const TAKE_AWAY = {
  "nothing": () => {},
  "relaxed vectors": () => {
    const relaxedBytes = atob(RELAXED_SIMD).length;
    replaceModule((bytes) => {
      if (bytes.byteLength === relaxedBytes) throw new WebAssembly.CompileError("invalid opcode");
    });
  },
  "vectors": () =>
    replaceModule(() => {
      throw new WebAssembly.CompileError("invalid opcode");
    }),
  "the right to compile": () =>
    replaceModule(() => {
      throw new EvalError("Code generation from strings disallowed for this context");
    }),
  "memory": () =>
    replaceMemory(() => {
      throw new RangeError("could not allocate memory");
    }),
  "shared memory": () =>
    replaceMemory((description) => {
      if (description.shared) throw new TypeError("shared memory is not enabled");
      return description;
    }),
  "memory that is shared as asked": () =>
    replaceMemory(({ shared: _shared, ...description }) => description),
  "SharedArrayBuffer": () => remove("SharedArrayBuffer"),
  "WebAssembly": () => remove("WebAssembly"),
  "workers": () => remove("Worker"),
};

function remove(name: string): void {
  Reflect.deleteProperty(globalThis, name);
}

/** Lets `check` see the bytes of each module before it is compiled. */
function replaceModule(check: (bytes: ArrayBufferView) => void): void {
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(target, [bytes]) {
      check(bytes);
      return new target(bytes);
    },
  });
}

/** Changes what each memory is made from. */
function replaceMemory(
  change: (description: WebAssembly.MemoryDescriptor) => WebAssembly.MemoryDescriptor,
): void {
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct: (target, [description]) => new target(change(description)),
  });
}

self.onmessage = async ({ data: lack }: MessageEvent<Lack>) => {
  TAKE_AWAY[lack]();
  const { fastestKernels } = await import("../../../lib/kernels/choose.ts");
  const { startTeam } = await import("../../../lib/kinds/training_team.ts");
  const { trainExample } = await import("./example_training.ts");
  const team = await startTeam(2);
  team?.close();
  const { name } = fastestKernels();
  const answer: Answer = { name, ...trainExample(), hasTeam: team !== undefined };
  self.postMessage(answer);
};
