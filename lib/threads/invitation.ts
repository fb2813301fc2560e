/**
 * What the leader of a team and its helpers tell each other.
 *
 * @module
 */

import { DOOR, type Kernels } from "../kernels/kernels.ts";
import type { WebAssemblyKernels } from "../kernels/webassembly.ts";
import type { SharedLayout } from "./stages.ts";

/** What a helper is told. */
export interface Invitation {
  readonly kernels: WebAssemblyKernels["name"];
  readonly memory: WebAssembly.Memory;
  /** Number of the memory: the same memory arrives as another object each time. */
  readonly memoryId: number;
  readonly layout: SharedLayout;
  /** Number of the run: the door is open to helpers of this run alone. */
  readonly run: number;
  /** Number of the helper, from 1; the leader is 0. */
  readonly thread: number;
}

/** What a helper says: once that it is there, and what ended it. */
export type HelperMessage = "ready" | { readonly fault: string };

/**
 * The two counters by which a team assembles: the run that may be joined (0: none), and helpers at
 * work. They have a place of their own in each memory, which no run lays anything over: a helper may
 * come with the invitation of a run that is long over.
 */
export function doorOf(kernels: Kernels): Int32Array {
  return new Int32Array(kernels.buffer, DOOR, 2);
}
