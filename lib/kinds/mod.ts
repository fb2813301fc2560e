/**
 * Every kind of model that reads bits. A kind that is missing here does not compile.
 *
 * @module
 */

import { BOOSTED } from "./boosted/kind.ts";
import type { BoostedTables } from "./boosted/model.ts";
import type { Description, Kind } from "./kind.ts";
import { NETWORK } from "./network/kind.ts";
import type { Network } from "./network/model.ts";
import { PAIRWISE } from "./pairwise/kind.ts";
import type { PairwiseNetworks } from "./pairwise/model.ts";
import { VOTING } from "./voting/kind.ts";
import type { VotingNetwork } from "./voting/model.ts";

/** A model of each kind. */
export interface KindModels {
  /** Layers of LUTs, the last a single one. */
  readonly network: Network;
  /** Layers of LUTs, the last of which votes. */
  readonly voting: VotingNetwork;
  /** A network for each pair of classes. */
  readonly pairwise: PairwiseNetworks;
  /** One layer of tables of integers. */
  readonly boosted: BoostedTables;
}

/** The kinds by name. */
export const KINDS: { readonly [Name in keyof KindModels]: Kind<KindModels[Name]> } = {
  network: NETWORK,
  voting: VOTING,
  pairwise: PAIRWISE,
  boosted: BOOSTED,
};

/** Names of kinds. */
export type KindName = keyof KindModels;
/** The models of a kind. */
export type ModelOfKind<Name extends KindName> = KindModels[Name];
/** A model that reads bits, of any kind. */
export type BitModel = KindModels[KindName];

/** The kind of a model. */
export function kindOf<M extends BitModel>(model: M): Kind<M> {
  return KINDS[model.kind] as unknown as Kind<M>;
}

/** The kind that a blob is of, by the number of its head; of none that we know, networks refuse it. */
export function kindOfHead(head: number | undefined): Kind<BitModel> {
  const known = Object.values(KINDS).find((kind) => kind.head === head);
  return (known ?? NETWORK) as unknown as Kind<BitModel>;
}

/** What can be said of a model. */
export function describeModel(model: BitModel): Description {
  return kindOf(model).describe(model);
}

/** True for a model of a kind, not for one inside an encoded model. */
export function isKind<Name extends KindName>(
  model: { readonly kind: string },
  name: Name,
): model is ModelOfKind<Name> {
  return model.kind === name;
}
