/**
 * The kinds of models, for targets that know some of them: a kind that is added to `Model` is refused
 * by each target until somebody tells the target how to make it.
 *
 * @module
 */

import type { EncodedModel } from "../encoders/encoded_model.ts";
import { type KindName, KINDS, type ModelOfKind } from "../kinds/mod.ts";

/** The kinds of models. */
export type ModelKind = KindName | EncodedModel["kind"];

/** The models of a kind. */
export type ModelOf<Kind extends ModelKind> = Kind extends KindName ? ModelOfKind<Kind>
  : EncodedModel;

/** What models of a kind are called in messages. */
export function wordsOf(kind: ModelKind): string {
  return kind === "encoded" ? "models of numbers and categories" : KINDS[kind].words;
}
