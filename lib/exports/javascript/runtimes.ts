/**
 * The runtimes of exported JavaScript, one set for each kind of models: a module carries only the code
 * that its own model needs.
 *
 * @module
 */

import * as built from "./built/runtimes.ts";

/** The code for one kind of models. */
export interface Runtimes {
  /** `open(base64, classes)`. */
  readonly inline: string;
  /** `loadModel(blob)` and `RoteError`. */
  readonly loading: string;
  /** What the file with `loading` is called, without its ending. */
  readonly loadingName: string;
  /** `open` and `createHandler`. */
  readonly inlineWorker: string;
  /** `serve(blob, name)`. */
  readonly loadingWorker: string;
}

/** For networks. */
export const NETWORK_RUNTIMES: Runtimes = {
  inline: built.INLINE,
  loading: built.LOADING,
  loadingName: "rote_runtime",
  inlineWorker: built.INLINE_WORKER,
  loadingWorker: built.LOADING_WORKER,
};

/** For boosted tables. */
export const BOOSTED_RUNTIMES: Runtimes = {
  inline: built.BOOSTED_INLINE,
  loading: built.BOOSTED_LOADING,
  loadingName: "rote_boosted_runtime",
  inlineWorker: built.BOOSTED_INLINE_WORKER,
  loadingWorker: built.BOOSTED_LOADING_WORKER,
};
