/**
 * Networks for pairs of classes as a kind of model.
 *
 * @module
 */

import { HEAD_PAIRWISE } from "../../blob/layout.ts";
import { MAX_SCALE } from "../../limits.ts";
import { bitsOfScale, type Kind } from "../kind.ts";
import { NETWORK } from "../network/kind.ts";
import { layerSizes } from "../network/layer_sizes.ts";
import { VOTING } from "../voting/kind.ts";
import { decodePairwise } from "./decode.ts";
import { encodePairwise } from "./encode.ts";
import type { PairwiseNetworks } from "./model.ts";
import { isVotingPair } from "./pair_network.ts";
import { predictPairwiseRow } from "./predict.ts";
import { labelPairwise, predictPairwise } from "./predict_batch.ts";

/** The kind. */
export const PAIRWISE: Kind<PairwiseNetworks> = {
  head: HEAD_PAIRWISE,
  words: "networks for pairs of classes",
  encode: encodePairwise,
  decode: decodePairwise,
  predictRow: predictPairwiseRow,
  predict: predictPairwise,
  label: labelPairwise,
  describe({ pairs }) {
    const each = pairs.map((pair) =>
      isVotingPair(pair) ? VOTING.describe(pair) : NETWORK.describe(pair)
    );
    const votes = pairs.filter(isVotingPair).length;
    return {
      layers: layerSizes(pairs),
      bytes: each.reduce((sum, { bytes }) => sum + bytes, 0),
      informationBits: each.reduce(
        (sum, { informationBits }) => sum + informationBits,
        bitsOfScale(MAX_SCALE),
      ),
      facts: {
        method: "network",
        networks: pairs.length,
        head: votes === 0 ? "lut" : votes === pairs.length ? "vote" : "mixed",
      },
    };
  },
};
