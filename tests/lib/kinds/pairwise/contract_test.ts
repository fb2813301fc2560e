import type { NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import {
  predictPairsByDefinition as predictPairwiseByDefinition,
  trainPairsByDefinition,
} from "../../../../lib/kinds/pairwise/oracle.ts";
import { trainPairwise } from "../../../../lib/kinds/pairwise/train.ts";
import { MAX_PAIRWISE_CLASSES } from "../../../../lib/limits.ts";
import { randomClasses } from "../boosted/random_tables.ts";
import { keepsContract } from "../contract.ts";
import { prunePairs, randomPairs } from "./assertions.ts";
import { PAIRWISE_BLOBS } from "./blob_contract.ts";

/** A shape and a seed. */
type Settings = NetworkShape & { readonly seed: number };

const DATA = randomClasses(1, { rows: 160, features: 20, classes: 4 });
const SETTINGS: Settings = { hiddenLayers: 2, width: 12, arity: 4, seed: 5 };

/** Pairs of one to three layers and of one to thirteen wires. */
const PLANS = [
  { features: 30, layers: [{ width: 9, arity: 3 }, { width: 1, arity: 5 }] },
  { features: 30, layers: [{ width: 1, arity: 13 }] },
  {
    features: 30,
    layers: [{ width: 20, arity: 8 }, { width: 7, arity: 10 }, { width: 1, arity: 1 }],
  },
  { features: 30, layers: [{ width: 9, arity: 4 }, { width: 6, arity: 3 }] },
];

keepsContract({
  name: "pairwise",
  blobs: PAIRWISE_BLOBS,
  predictions: {
    define: predictPairwiseByDefinition,
    models: [randomPairs(1, 5, ...PLANS), randomPairs(2, 3, PLANS[0]!)],
    cases: [["several blocks", randomPairs(1, 5, ...PLANS), 8300]],
  },
  training: {
    train: (data, { seed, ...shape }: Settings, choices) =>
      trainPairwise(data, shape, seed, choices),
    define: (data, { seed, ...shape }) => prunePairs(trainPairsByDefinition(data, shape, seed)),
    data: DATA,
    settings: SETTINGS,
    examples: [
      ["four classes", DATA, SETTINGS],
      ["networks that vote", DATA, { ...SETTINGS, hidden: "leave-one-out", head: "vote" }],
      [
        "one row a class, where no row can be kept",
        randomClasses(2, { rows: 3, features: 9, classes: 3 }),
        { hiddenLayers: 1, width: 4, arity: 2, seed: 1 },
      ],
    ],
    rounds: 3,
    mostClasses: MAX_PAIRWISE_CLASSES,
    told: SETTINGS,
    toldLast: 0.98,
    asked: 100,
    stages: 7,
    refused: [
      ["k = 17", {}, { arity: 17 }, "arity_out_of_range"],
    ],
  },
});
