/**
 * The kinds of models, for targets that know some of them: a kind that is added to `Model` is refused
 * by each target until somebody tells the target how to make it.
 *
 * @module
 */

import type { Model } from "../any_model.ts";

/** A model that says of which kind it is. Networks are older than kinds and say nothing. */
type Kinded = Extract<Model, { readonly kind: string }>;

/** The kinds of models. */
export type ModelKind = "network" | Kinded["kind"];

/** The models of a kind. */
export type ModelOf<Kind extends ModelKind> = Kind extends "network" ? Exclude<Model, Kinded>
  : Extract<Model, { readonly kind: Kind }>;

/** What models of each kind are called in messages. */
export const KIND_NAMES: Readonly<Record<ModelKind, string>> = {
  network: "networks",
  voting: "networks that vote",
  pairwise: "networks for pairs of classes",
  boosted: "boosted tables",
  encoded: "models of numbers and categories",
};

/** The kind of a model. */
export function kindOf(model: Model): ModelKind {
  return "kind" in model ? model.kind : "network";
}
