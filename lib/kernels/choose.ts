/**
 * The one place that decides how the kernels run: the fastest way that the runtime allows. A runtime
 * without WebAssembly, without vectors, or with a policy against compiling gets the next one down.
 *
 * @module
 */

import { type KernelName, KERNELS, type Kernels } from "./kernels.ts";
import { TypeScriptKernels } from "./typescript/mod.ts";
import { WebAssemblyKernels } from "./webassembly.ts";

/**
 * Makes kernels of one kind.
 *
 * @throws whatever the runtime throws that does not allow them; never for `typescript`
 */
export function createKernels(name: KernelName): Kernels {
  return name === "typescript" ? new TypeScriptKernels() : new WebAssemblyKernels(name);
}

/** The fastest kernels that this runtime allows. */
export function fastestKernels(): Kernels {
  for (const name of KERNELS) {
    try {
      return createKernels(name);
    } catch {
      // The next kind, then.
    }
  }
  return new TypeScriptKernels();
}
