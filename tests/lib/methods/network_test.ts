import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { lutCount } from "../../../lib/kinds/network/model.ts";
import type { NetworkShape } from "../../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { pairwiseLutCount } from "../../../lib/kinds/pairwise/model.ts";
import { trainPairwise } from "../../../lib/kinds/pairwise/train.ts";
import { trainVoting } from "../../../lib/kinds/voting/train.ts";
import { checkTraining, trainBlob, type TrainingSettings } from "../../../lib/methods/network.ts";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { randomClasses } from "../kinds/boosted/random_tables.ts";
import { randomData } from "../random_data.ts";
import { keepsMethodContract, type MethodContract } from "./contract.ts";

const SHAPE: NetworkShape = { hiddenLayers: 2, width: 40, arity: 5 };
const SETTINGS: TrainingSettings = { network: SHAPE, seed: 7 };
const DATA = randomData(1, { rows: 300, features: 25, distinct: 120 });
const VOTING: TrainingSettings = {
  ...SETTINGS,
  network: { ...SHAPE, hidden: "leave-one-out", head: "vote" },
};

const LUT_CONTRACT: MethodContract<TrainingSettings> = {
  run: trainBlob,
  check: checkTraining,
  train: (data, { network, seed }) => trainNetwork(data, network, seed).network,
  data: DATA,
  settings: SETTINGS,
  test: randomData(2, { rows: 50, features: 25 }),
  toldLast: 1,
  described: { hiddenLayers: "2", width: "40", seed: "7" },
  refused: [
    ["too wide LUTs", {}, { network: { ...SHAPE, arity: 17 } }, "arity_out_of_range"],
    ["more wires than features", { rows: zeroMatrix(300, 4) }, {}, "arity_above_width_below"],
  ],
  forValues: { network: { hiddenLayers: 1, width: 64, arity: 6 }, seed: 1 },
};

keepsMethodContract("networks", LUT_CONTRACT);

keepsMethodContract("networks that vote", {
  ...LUT_CONTRACT,
  train: (data, { network, seed }) => trainVoting(data, network, seed).network,
  settings: VOTING,
  described: { ...LUT_CONTRACT.described, hidden: "leave-one-out", head: "vote" },
  forValues: { network: { ...SHAPE, width: 64, head: "vote" }, seed: 1 },
});

keepsMethodContract("networks for pairs of classes", {
  ...LUT_CONTRACT,
  train: (data, { network, seed }) => trainPairwise(data, network, seed),
  data: randomClasses(1, { rows: 300, features: 25, classes: 4 }),
  test: randomClasses(1, { rows: 50, features: 25, classes: 4 }),
  toldLast: 0.98,
  refused: [
    ...LUT_CONTRACT.refused,
    ["statistics", {}, { statistics: true }, "statistics_not_supported"],
  ],
});

describe("trainBlob()", () => {
  it("tells how many LUTs there are, and how many of them live", () => {
    const { network } = trainNetwork(DATA, SHAPE, 7);
    const { result } = trainBlob(DATA, SETTINGS);
    assertEquals([result.liveLuts, result.luts], [lutCount(network), 81]);
    const many = randomClasses(1, { rows: 90, features: 25, classes: 3 });
    const { result: ofPairs } = trainBlob(many, SETTINGS);
    const live = pairwiseLutCount(trainPairwise(many, SHAPE, 7));
    assertEquals([ofPairs.liveLuts, ofPairs.luts], [live, 3 * 81]);
  });

  it("gives the same bytes with statistics, which tell of each layer", () => {
    const { blob, result } = trainBlob(DATA, { ...SETTINGS, statistics: true });
    assertSameNumbers(blob, trainBlob(DATA, SETTINGS).blob);
    assertEquals(result.layers?.map(({ count }) => count), [25, 40, 40, 1]);
    assertEquals(trainBlob(DATA, SETTINGS).result.layers, undefined);
  });

  it("refuses 65 classes", () => {
    const many = randomClasses(3, { rows: 65, features: 25, classes: 65 });
    assertRefused("labels_too_many_classes", () => trainBlob(many, SETTINGS));
  });
});
