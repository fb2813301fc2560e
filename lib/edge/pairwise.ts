/**
 * Networks for pairs of classes as callers of the edge runtime see them: what `model.ts` is for
 * networks.
 *
 * @module
 */

import type { PairwiseNetworks } from "../kinds/pairwise/model.ts";
import { predictPairwiseRow } from "../kinds/pairwise/predict.ts";
import type { EdgeModel } from "./edge_model.ts";
import { createRowByRow } from "./row_by_row.ts";

/** Makes a model of networks for pairs of classes. Rows are taken one after the other. */
export function createPairwiseModel(networks: PairwiseNetworks): EdgeModel {
  return createRowByRow(networks, (row) => predictPairwiseRow(networks, row));
}
