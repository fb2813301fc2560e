/**
 * Networks that vote as callers of the edge runtime see them: what `model.ts` is for networks.
 *
 * @module
 */

import { predictVotingRow } from "../kinds/voting/predict.ts";
import type { VotingNetwork } from "../kinds/voting/model.ts";
import type { EdgeModel } from "./edge_model.ts";
import { createRowByRow } from "./row_by_row.ts";

/** Makes a model of a network that votes. Rows are taken one after the other. */
export function createVotingModel(network: VotingNetwork): EdgeModel {
  return createRowByRow(network, (row) => predictVotingRow(network, row));
}
