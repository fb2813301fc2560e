import { CLASSES } from "../../../../lib/limits.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { predictByDefinition, trainByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import type { NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../../../lib/kinds/network/train.ts";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import { assertTrainedAsDefined } from "../../defined.ts";
import { randomData, randomNetwork } from "../../random_data.ts";
import { keepsContract } from "../contract.ts";
import { NETWORK_BLOBS } from "./blob/contract.ts";

/** A shape and a seed. */
type Settings = NetworkShape & { readonly seed: number };

const DATA = randomData(1, { rows: 200, features: 30 });
const SETTINGS: Settings = { hiddenLayers: 3, width: 50, arity: 4, seed: 1 };
const EXAMPLES: readonly (readonly [what: string, data: DataSet, settings: Settings])[] = [
  ["three layers", DATA, SETTINGS],
  ["two rows", randomData(2, { rows: 2, features: 9 }), { ...SETTINGS, arity: 9 }],
  ["patches", DATA, { ...SETTINGS, inputShape: [3, 5, 2], patch: 1 }],
  ["leave-one-out", DATA, { ...SETTINGS, hidden: "leave-one-out" }],
];
const WIDE = [{ width: 700, arity: 6 }, { width: 300, arity: 11 }, { width: 1, arity: 7 }];

keepsContract({
  name: "network",
  blobs: NETWORK_BLOBS,
  predictions: {
    define: predictByDefinition,
    models: [
      randomNetwork(4, {
        features: 37,
        layers: [{ width: 30, arity: 9 }, { width: 20, arity: 4 }, { width: 1, arity: 8 }],
      }),
      trainNetwork(randomData(2, { rows: 100, features: 37 }), {
        ...{ hiddenLayers: 2, width: 25, arity: 6 },
      }, 1).network,
    ],
    cases: [
      ...Array.from({ length: 16 }, (_, at) => {
        const arity = at + 1;
        const layers = [{ width: 23, arity }, { width: 17, arity }, { width: 1, arity }];
        const network = randomNetwork(arity, { features: 19, layers });
        return [`${arity} wires`, network, 5, 129, 2100] as const;
      }),
      ...[1, 7, 8, 9, 63, 64, 65, 1023].flatMap((features) => {
        const arity = Math.min(features, 16);
        const one = randomNetwork(features, { features, layers: [{ width: 1, arity }] });
        const [first, ...others] = WIDE;
        const layers = [{ ...first!, arity: Math.min(features, 6) }, ...others];
        return [
          [`${features} features, one LUT`, one, 3, 130] as const,
          [
            `${features} features, wide layers`,
            randomNetwork(features, { features, layers }),
            3,
            130,
          ] as const,
        ];
      }),
    ],
  },
  training: {
    train: (data, { seed, ...shape }: Settings, choices) =>
      trainNetwork(data, shape, seed, choices).network,
    define: (data, { seed, ...shape }) => pruneNetwork(trainByDefinition(data, shape, seed)),
    data: DATA,
    settings: SETTINGS,
    // `train_oracle_test.ts` has every arity and many numbers of rows.
    examples: EXAMPLES,
    assertMore: (data, { seed, ...shape }) => assertTrainedAsDefined(data, shape, seed),
    rounds: 5,
    mostClasses: CLASSES,
    told: { ...SETTINGS, width: 301, arity: 8 },
    toldLast: 1,
    asked: 10,
    stages: 4,
    refused: [
      ["a shape that cannot be", {}, { arity: 31, width: 60 }, "arity_out_of_range"],
      ["more wires than features", { rows: zeroMatrix(200, 3) }, {}, "arity_above_width_below"],
      ["more wires than LUTs below", {}, { width: 3 }, "arity_above_width_below"],
    ],
  },
});
