/**
 * The runtimes of exported JavaScript, one set for each kind of models: a module carries only the code
 * that its own model needs.
 *
 * @module
 */

import { bitModelOf, isEncoded, type Model } from "../../any_model.ts";
import type { BitModel } from "../../kinds/mod.ts";
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

/** A set for each kind of models that the targets know. */
type RuntimesOfKinds = Readonly<Partial<Record<BitModel["kind"], Runtimes>>>;

const OF_BITS: RuntimesOfKinds = {
  network: {
    inline: built.INLINE,
    loading: built.LOADING,
    loadingName: "rote_runtime",
    inlineWorker: built.INLINE_WORKER,
    loadingWorker: built.LOADING_WORKER,
  },
  voting: {
    inline: built.VOTING_INLINE,
    loading: built.VOTING_LOADING,
    loadingName: "rote_voting_runtime",
    inlineWorker: built.VOTING_INLINE_WORKER,
    loadingWorker: built.VOTING_LOADING_WORKER,
  },
  pairwise: {
    inline: built.PAIRWISE_INLINE,
    loading: built.PAIRWISE_LOADING,
    loadingName: "rote_pairwise_runtime",
    inlineWorker: built.PAIRWISE_INLINE_WORKER,
    loadingWorker: built.PAIRWISE_LOADING_WORKER,
  },
  boosted: {
    inline: built.BOOSTED_INLINE,
    loading: built.BOOSTED_LOADING,
    loadingName: "rote_boosted_runtime",
    inlineWorker: built.BOOSTED_INLINE_WORKER,
    loadingWorker: built.BOOSTED_LOADING_WORKER,
  },
};

/** The same with an encoder in front. */
const OF_VALUES: RuntimesOfKinds = {
  network: {
    inline: built.ENCODED_INLINE,
    loading: built.ENCODED_LOADING,
    loadingName: "rote_encoded_runtime",
    inlineWorker: built.ENCODED_INLINE_WORKER,
    loadingWorker: built.ENCODED_LOADING_WORKER,
  },
  voting: {
    inline: built.ENCODED_VOTING_INLINE,
    loading: built.ENCODED_VOTING_LOADING,
    loadingName: "rote_encoded_voting_runtime",
    inlineWorker: built.ENCODED_VOTING_INLINE_WORKER,
    loadingWorker: built.ENCODED_VOTING_LOADING_WORKER,
  },
  pairwise: {
    inline: built.ENCODED_PAIRWISE_INLINE,
    loading: built.ENCODED_PAIRWISE_LOADING,
    loadingName: "rote_encoded_pairwise_runtime",
    inlineWorker: built.ENCODED_PAIRWISE_INLINE_WORKER,
    loadingWorker: built.ENCODED_PAIRWISE_LOADING_WORKER,
  },
  boosted: {
    inline: built.ENCODED_BOOSTED_INLINE,
    loading: built.ENCODED_BOOSTED_LOADING,
    loadingName: "rote_encoded_boosted_runtime",
    inlineWorker: built.ENCODED_BOOSTED_INLINE_WORKER,
    loadingWorker: built.ENCODED_BOOSTED_LOADING_WORKER,
  },
};

/** The runtimes of a model. */
export function runtimesOf(model: Model): Runtimes {
  return (isEncoded(model) ? OF_VALUES : OF_BITS)[bitModelOf(model).kind]!;
}
