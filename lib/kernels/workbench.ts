/**
 * The kernels that a thread keeps at hand, and what lies in their memory. They are borrowed for the
 * time of one call: whoever asks while they are out (a progress callback that predicts) gets others.
 *
 * @module
 */

import { fastestKernels } from "./choose.ts";
import type { Kernels } from "./kernels.ts";

/**
 * Memory beyond this (256 MiB) is not kept between calls. What is not kept is made anew, and two or
 * three of them add up until the garbage collector notices.
 */
export const KEEP_BYTES = 268_435_456;

/** Kernels with a note of what was left in their memory. */
export interface Workbench {
  readonly kernels: Kernels;
  /** Whatever the last borrower wants to find again; anyone else's is worth nothing. */
  left?: unknown;
}

let atHand: Workbench | undefined;

/** Borrows the kernels at hand, or makes new ones. */
export function borrowWorkbench(): Workbench {
  const workbench = atHand ?? { kernels: fastestKernels() };
  atHand = undefined;
  return workbench;
}

/** Gives kernels back. */
export function returnWorkbench(workbench: Workbench): void {
  if (workbench.kernels.buffer.byteLength <= KEEP_BYTES) atHand = workbench;
}

/** A model in the memory of kernels. It is held weakly: kernels at hand keep no model alive. */
export interface ModelLayout<Model extends object> {
  readonly model: WeakRef<Model>;
}

/**
 * Does something with the kernels at hand and a model in their memory. If it is the model of the call
 * before, as it is more often than not, it is there still.
 *
 * @param Layout puts the model into the memory of kernels
 */
export function withLayout<Model extends object, Layout extends ModelLayout<object>>(
  Layout: new (kernels: Kernels, model: Model) => Layout,
  model: Model,
  use: (kernels: Kernels, layout: Layout) => void,
): void {
  const workbench = borrowWorkbench();
  const { kernels, left } = workbench;
  const layout = left instanceof Layout && left.model.deref() === model
    ? left
    : new Layout(kernels, model);
  workbench.left = layout;
  use(kernels, layout);
  returnWorkbench(workbench);
}
