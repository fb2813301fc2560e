import { assertEquals } from "@std/assert";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import type { NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import type { VotingNetwork } from "../../../../lib/kinds/voting/model.ts";
import {
  predictVotingByDefinition,
  trainVotingByDefinition,
} from "../../../../lib/kinds/voting/oracle.ts";
import { trainVoting } from "../../../../lib/kinds/voting/train.ts";
import { CLASSES } from "../../../../lib/limits.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { labelVoting } from "../../../../lib/kinds/voting/predict_batch.ts";
import { assertSameLayers } from "../../assertions.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
import { randomData } from "../../random_data.ts";
import { keepsContract } from "../contract.ts";
import { VOTING_BLOBS } from "./blob_contract.ts";
import { randomVoters } from "./random_voters.ts";

/** A shape and a seed. */
type Settings = NetworkShape & { readonly seed: number };

const DATA = randomData(1, { rows: 700, features: 30 });
const SHAPE: NetworkShape = { hiddenLayers: 3, width: 40, arity: 5 };
const EXAMPLES: readonly (readonly [what: string, DataSet, NetworkShape])[] = [
  ["one layer", DATA, { hiddenLayers: 1, width: 33, arity: 6 }],
  ["one LUT", DATA, { hiddenLayers: 1, width: 1, arity: 6 }],
  ["three layers", DATA, SHAPE],
  ["nine wires, two rows", randomData(2, { rows: 2, features: 9 }), {
    ...{ hiddenLayers: 2, width: 16, arity: 9 },
  }],
  ["300 LUTs that vote", DATA, { hiddenLayers: 2, width: 300, arity: 4 }],
  ["patches", DATA, {
    ...{ hiddenLayers: 2, width: 31, arity: 8, inputShape: [3, 5, 2], patch: 1 },
  }],
];

/** Asserts that unpruned networks and statistics come out as defined, and the accuracy. */
function assertMore(data: DataSet, { seed, ...shape }: Settings): void {
  const defined = trainVotingByDefinition(data, shape, seed);
  const accuracy = accuracyOf(labelVoting(defined, data.rows), data.labels);
  for (const way of WAYS) {
    const all = trainVoting(data, shape, seed, { ...way, unpruned: true });
    assertSameLayers(all.network, defined);
    const usual = trainVoting(data, shape, seed, way);
    const counted = trainVoting(data, shape, seed, { ...way, statistics: true });
    assertSameLayers(counted.network, pruneNetwork(defined));
    for (const { trainAccuracy } of [all, usual, counted]) {
      assertEquals(trainAccuracy, accuracy, nameOf(way.kernels));
    }
  }
}

/** 65,535 votes that all agree. */
function agreed(byte: number): VotingNetwork {
  const model = randomVoters(2, 9, [{ width: 65_535, arity: 3 }], { scale: 1_048_576 });
  model.layers[0]!.tables.fill(byte);
  return model;
}

keepsContract({
  name: "voting",
  blobs: VOTING_BLOBS,
  predictions: {
    define: predictVotingByDefinition,
    models: [
      randomVoters(1, 40, [{ width: 50, arity: 6 }, { width: 47, arity: 4 }]),
      randomVoters(6, 40, [{ width: 70, arity: 3 }]),
    ],
    cases: [
      ...Array.from({ length: 16 }, (_, at) => {
        const arity = at + 1;
        const layers = [{ width: 20 + arity, arity }, { width: 14 + arity, arity: 8 }];
        return [`${arity} wires`, randomVoters(arity, 20, layers), 150] as const;
      }),
      ...[1, 2, 15, 16, 17, 31, 32, 33, 1000, 65_535].map((width) =>
        [`${width} LUTs that vote`, randomVoters(width, 9, [{ width, arity: 3 }]), 40] as const
      ),
      ["votes for class 0 that all agree", agreed(0), 40],
      ["votes for class 1 that all agree", agreed(255), 40],
    ],
  },
  training: {
    train: (data, { seed, ...shape }: Settings, choices) =>
      trainVoting(data, shape, seed, choices).network,
    define: (data, { seed, ...shape }) => pruneNetwork(trainVotingByDefinition(data, shape, seed)),
    data: DATA,
    settings: { ...SHAPE, seed: 5 },
    examples: EXAMPLES.flatMap(([what, data, shape]) =>
      (["memorized", "leave-one-out"] as const).map((hidden) =>
        [`${what}, ${hidden}`, data, { ...shape, hidden, seed: 5 }] as const
      )
    ),
    assertMore,
    rounds: 2,
    mostClasses: CLASSES,
    told: { hiddenLayers: 3, width: 301, arity: 8, seed: 1 },
    toldLast: 1,
    asked: 3,
    stages: 3,
    refused: [
      [
        "more wires than there are LUTs below",
        {},
        { hiddenLayers: 2, width: 3, arity: 8 },
        "arity_above_width_below",
      ],
      [
        "more LUTs that vote than 16 bits count",
        {},
        { hiddenLayers: 1, width: 65_536, arity: 2 },
        "width_out_of_range",
      ],
    ],
  },
});
