/**
 * Reading a blob of networks for pairs of classes without a question whether it is right, as
 * `unpack.ts` reads one of a network: for modules that carry a blob of their own.
 *
 * @module
 */

import type { PairNetwork } from "./pair_network.ts";
import { pairsOf, type PairwiseNetworks } from "./model.ts";
import { HEAD_VOTING, OFFSET } from "../../blob/layout.ts";
import { PAIRWISE_OFFSET } from "./blob_layout.ts";
import { unpackNetwork } from "../network/unpack.ts";
import { unpackVoting } from "../voting/unpack.ts";

/**
 * Reads what networks for pairs of classes need to predict from a blob that is known to be whole.
 *
 * @param classes the names of their classes; text is not read here, nor is metadata
 */
export function unpackPairwise(bytes: Uint8Array, classes: readonly string[]): PairwiseNetworks {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = PAIRWISE_OFFSET.text + view.getUint32(OFFSET.textLength, true);
  const pairs = pairsOf(classes.length).map(({ low, high }): PairNetwork => {
    const blob = bytes.subarray(at, at += view.getUint32(at + OFFSET.length, true));
    const names = [classes[low]!, classes[high]!];
    return blob[OFFSET.head] === HEAD_VOTING
      ? unpackVoting(blob, names)
      : unpackNetwork(blob, names);
  });
  return {
    ...{ kind: "pairwise", classes, pairs, metadata: {} },
    features: view.getUint32(OFFSET.features, true),
    scale: view.getUint32(PAIRWISE_OFFSET.scale, true),
  };
}
