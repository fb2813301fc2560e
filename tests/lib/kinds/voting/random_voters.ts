/**
 * Voting networks put together by chance, for tests.
 *
 * @module
 */
import type { VotingNetwork } from "../../../../lib/kinds/voting/model.ts";
import { randomNetwork, randomStream } from "../../random_data.ts";

/** A voting network of random wires and tables. */
export function randomVoters(
  seed: number,
  features: number,
  layers: readonly { readonly width: number; readonly arity: number }[],
  more: Partial<VotingNetwork> = {},
): VotingNetwork {
  const { margins: _margins, ...network } = randomNetwork(seed, { features, layers });
  const scale = 1 + randomStream(seed, 3).below(5000);
  return { ...network, kind: "voting", scale, ...more };
}
