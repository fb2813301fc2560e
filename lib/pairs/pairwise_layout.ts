/**
 * Networks for pairs of classes laid out in the memory of the kernels, all of them at once: a block
 * of rows is packed once and goes through one after the other.
 *
 * @module
 */

import type { Kernels } from "../kernels/kernels.ts";
import { MemoryPlan } from "../kernels/memory_plan.ts";
import { type Network, outputLayer } from "../network.ts";
import {
  type BlockPlaces,
  clearBlock,
  type NetworkPlaces,
  planBlock,
  planNetwork,
  writeNetwork,
} from "../network_layout.ts";
import { type PairwiseNetworks, voteOf } from "./pairwise_networks.ts";

/** Where the networks and a block of rows lie. */
export class PairwiseLayout {
  /** Held weakly: kernels at hand keep no model alive. */
  readonly model: WeakRef<PairwiseNetworks>;
  readonly block: BlockPlaces;
  /** One for each pair. */
  readonly places: readonly NetworkPlaces[];
  /** For each pair and address of its output LUT the vote for the higher class. */
  readonly votes: readonly Int16Array[];

  /** Puts the networks into the memory of the kernels. */
  constructor(kernels: Kernels, model: PairwiseNetworks) {
    const { pairs } = model;
    const plan = new MemoryPlan();
    this.model = new WeakRef(model);
    this.block = planBlock(plan, pairs);
    this.places = pairs.map((network) => planNetwork(plan, network));
    this.votes = pairs.map(votesOf);
    kernels.reserve(plan.bytes);
    clearBlock(kernels, this.block);
    pairs.forEach((network, index) => writeNetwork(kernels, this.places[index]!, network));
  }
}

/** The vote of a network for its class 1 at each address of its output LUT. */
function votesOf(network: Network): Int16Array {
  const { tables } = outputLayer(network);
  return Int16Array.from(network.margins, (margin, address) => {
    const isHigher = (tables[address >>> 3]! >>> (address & 7)) & 1;
    return isHigher ? voteOf(margin) : -voteOf(margin);
  });
}
