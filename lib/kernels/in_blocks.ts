/**
 * Many rows on kernels: those that are given or those at hand; a few rows one by one.
 *
 * @module
 */

import type { Kernels } from "./kernels.ts";
import { type ModelLayout, withLayout } from "./workbench.ts";

/** How rows are taken. */
export interface Ways<Layout> {
  /** Below as many rows, taking them one by one is faster than a vector that is mostly empty. */
  readonly oneByOne: number;
  /** Takes one row, without kernels. */
  one(row: number): void;
  /** Takes all rows, block by block. */
  all(kernels: Kernels, layout: Layout): void;
}

/**
 * Takes rows through a model.
 *
 * @param Layout puts the model into the memory of kernels
 * @param rows how many there are
 * @param kernels to use in place of those at hand, for any number of rows
 */
export function inBlocks<Model extends object, Layout extends ModelLayout<object>>(
  Layout: new (kernels: Kernels, model: Model) => Layout,
  model: Model,
  rows: number,
  kernels: Kernels | undefined,
  ways: Ways<Layout>,
): void {
  if (kernels) {
    ways.all(kernels, new Layout(kernels, model));
  } else if (rows < ways.oneByOne) {
    for (let row = 0; row < rows; row++) ways.one(row);
  } else {
    withLayout(Layout, model, ways.all);
  }
}
