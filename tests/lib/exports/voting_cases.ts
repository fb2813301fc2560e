/**
 * Networks that vote and networks for pairs of classes that exports are tried on: random ones, with
 * an even and an odd number of voters, of one layer and of several. Each with rows, and with what the
 * library answers for them.
 *
 * @module
 */
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import type { BitMatrix } from "../../../lib/rows/bit_matrix.ts";
import { type Model, predictModel } from "../../../lib/any_model.ts";
import type { PairwiseNetworks } from "../../../lib/kinds/pairwise/model.ts";
import type { VotingNetwork } from "../../../lib/kinds/voting/model.ts";
import { sha256 } from "../../golden/golden.ts";
import { randomPairs } from "../kinds/pairwise/assertions.ts";
import { randomVoters } from "../kinds/voting/random_voters.ts";
import { type AskedCase, mixedRows } from "./cases.ts";

/** Networks that vote. */
export async function votingCases(): Promise<AskedCase<VotingNetwork>[]> {
  const plans: [features: number, layers: { width: number; arity: number }[], scale?: number][] = [
    [1, [{ width: 1, arity: 1 }]],
    [9, [{ width: 2, arity: 2 }], 1],
    [20, [{ width: 31, arity: 6 }], 1_048_576],
    [300, [{ width: 40, arity: 8 }, { width: 24, arity: 3 }]],
    [300, [{ width: 17, arity: 12 }, { width: 60, arity: 5 }, { width: 129, arity: 4 }]],
    [40, [{ width: 600, arity: 4 }], 60],
  ];
  return await Promise.all(plans.map(([features, layers, scale], index) => {
    const more = scale === undefined ? {} : { scale };
    const model = randomVoters(index, features, layers, { classes: ["*/ no", '"\\'], ...more });
    return askedCaseOf(`votes-${index}`, model, mixedRows(index, features, 259));
  }));
}

/** Networks for pairs of classes: of either head and of both. */
export async function pairwiseCases(): Promise<AskedCase<PairwiseNetworks>[]> {
  const features = 30;
  const single = { features, layers: [{ width: 9, arity: 3 }, { width: 1, arity: 5 }] };
  const wide = { features, layers: [{ width: 1, arity: 13 }] };
  const votes = { features, layers: [{ width: 9, arity: 4 }, { width: 6, arity: 3 }] };
  const models = [
    randomPairs(1, 3, single),
    randomPairs(2, 5, votes),
    randomPairs(3, 10, single, votes, wide),
  ];
  return await Promise.all(
    models.map((model, index) =>
      askedCaseOf(`pairs.${index}`, model, mixedRows(index, features, 259))
    ),
  );
}

/** A case of a model and rows: what its blob decodes to, and the library's answers. */
async function askedCaseOf<Of extends Model>(
  name: string,
  made: Of,
  rows: BitMatrix,
): Promise<AskedCase<Of>> {
  const blob = encodeModel(made);
  const model = decodeModel(blob) as Of;
  const { labels, scores } = predictModel(model, rows);
  return { name, version: await sha256(blob), blob, model, rows, labels, scores };
}
