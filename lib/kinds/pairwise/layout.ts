/**
 * Networks for pairs of classes laid out in the memory of the kernels, all of them at once: a block
 * of rows is packed once and goes through one after the other.
 *
 * @module
 */

import type { Kernels } from "../../kernels/kernels.ts";
import { MemoryPlan } from "../../kernels/memory_plan.ts";
import {
  type BlockPlaces,
  clearBlock,
  type NetworkPlaces,
  planBlock,
  planNetwork,
  writeNetwork,
} from "../network/layout.ts";
import { allVotes } from "./pair_network.ts";
import type { PairwiseNetworks } from "./model.ts";

/** Where the networks and a block of rows lie. */
export class PairwiseLayout {
  /** Held weakly: kernels at hand keep no model alive. */
  readonly model: WeakRef<PairwiseNetworks>;
  readonly block: BlockPlaces;
  /** One for each pair. */
  readonly places: readonly NetworkPlaces[];
  /** For each pair and each number that rows may reach the vote for the higher class. */
  readonly votes: readonly Int16Array[];

  /** Puts the networks into the memory of the kernels. */
  constructor(kernels: Kernels, model: PairwiseNetworks) {
    const { pairs } = model;
    const plan = new MemoryPlan();
    this.model = new WeakRef(model);
    this.block = planBlock(plan, pairs);
    this.places = pairs.map((network) => planNetwork(plan, network));
    this.votes = pairs.map(allVotes);
    kernels.reserve(plan.bytes);
    clearBlock(kernels, this.block);
    pairs.forEach((network, index) => writeNetwork(kernels, this.places[index]!, network));
  }
}
