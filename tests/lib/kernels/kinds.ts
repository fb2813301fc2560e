/**
 * The kernels of every kind, made once and used by all tests of a file one after the other, so that
 * each test finds the memory as another one left it.
 *
 * @module
 */
import { createKernels } from "../../../lib/kernels/choose.ts";
import { KERNELS, type Kernels } from "../../../lib/kernels/kernels.ts";
import { sharedMemory, WebAssemblyKernels } from "../../../lib/kernels/webassembly.ts";

/** Kernels of each kind, and those in WebAssembly on shared memory, too. */
export const KINDS: readonly Kernels[] = [
  ...KERNELS.map(createKernels),
  new WebAssemblyKernels("relaxed-simd", sharedMemory()),
  new WebAssemblyKernels("simd", sharedMemory()),
];

/** Every way to train: with the kernels at hand, which is the default, and with each kind. */
export const WAYS: readonly { readonly kernels?: Kernels }[] = [
  {},
  ...KINDS.map((kernels) => ({ kernels })),
];

/** What to call kernels in messages. */
export function nameOf(kernels: Kernels | undefined): string {
  if (!kernels) return "kernels at hand";
  return kernels.buffer instanceof ArrayBuffer ? kernels.name : `${kernels.name} on shared memory`;
}
