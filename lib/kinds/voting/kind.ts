/**
 * Networks whose last layer votes as a kind of model.
 *
 * @module
 */

import { HEAD_VOTING } from "../../blob/layout.ts";
import { MAX_SCALE } from "../../limits.ts";
import { bitsOfScale, type Kind } from "../kind.ts";
import { layerBits, layerBytes, layerSizes } from "../network/layer_sizes.ts";
import { decodeVoting } from "./decode.ts";
import { encodeVoting } from "./encode.ts";
import type { VotingNetwork } from "./model.ts";
import { predictVotingRow } from "./predict.ts";
import { labelVoting, predictVoting } from "./predict_batch.ts";

/** The kind. */
export const VOTING: Kind<VotingNetwork> = {
  head: HEAD_VOTING,
  words: "networks that vote",
  encode: encodeVoting,
  decode: decodeVoting,
  predictRow: predictVotingRow,
  predict: predictVoting,
  label: labelVoting,
  describe: (network) => ({
    layers: layerSizes([network]),
    bytes: layerBytes(network),
    informationBits: layerBits(network) + bitsOfScale(MAX_SCALE),
    facts: { method: "network", head: "vote" },
  }),
};
