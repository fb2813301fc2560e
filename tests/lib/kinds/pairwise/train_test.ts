import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodePairwise } from "../../../../lib/kinds/pairwise/decode.ts";
import { encodePairwise } from "../../../../lib/kinds/pairwise/encode.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import type { ErrorCode } from "../../../../lib/errors.ts";
import { MAX_BLOB_BYTES, MAX_PAIRWISE_CLASSES } from "../../../../lib/limits.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { tableBytes } from "../../../../lib/kinds/network/model.ts";
import {
  predictPairsByDefinition,
  trainPairsByDefinition,
} from "../../../../lib/kinds/pairwise/oracle.ts";
import {
  countFolds,
  foldAt,
  pairData,
  pairSeed,
} from "../../../../lib/kinds/pairwise/pair_data.ts";
import { countPairs, pairsOf } from "../../../../lib/kinds/pairwise/model.ts";
import {
  checkPairBytes,
  estimateTableBytes,
  trainPairwise,
} from "../../../../lib/kinds/pairwise/train.ts";
import { predictPairwise } from "../../../../lib/kinds/pairwise/predict_batch.ts";
import { DEFAULT_SHAPE, type NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import type { TrainingProgress } from "../../../../lib/kinds/network/train.ts";
import { startTeam } from "../../../../lib/kinds/training_team.ts";
import { drawLiveWiring } from "../../../../lib/kinds/network/training/wiring.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { randomClasses } from "../boosted/random_tables.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
import { assertSamePairs } from "./assertions.ts";

const SHAPE: NetworkShape = { hiddenLayers: 2, width: 12, arity: 4 };
const DATA = randomClasses(1, { rows: 160, features: 20, classes: 4 });

describe("trainPairwise()", () => {
  const defined = trainPairsByDefinition(DATA, SHAPE, 5);
  const pruned = { ...defined, pairs: defined.pairs.map(pruneNetwork) };
  const blob = encodePairwise(defined);

  for (const way of WAYS) {
    it(`trains as defined with ${nameOf(way.kernels)}`, () => {
      const trained = trainPairwise(DATA, SHAPE, 5, way);
      assertSamePairs(trained, pruned);
      assertSameNumbers(encodePairwise(trained), blob);
    });
  }

  for (const way of WAYS) {
    it(`trains networks that vote as defined with ${nameOf(way.kernels)}`, () => {
      const shape = { ...SHAPE, hidden: "leave-one-out", head: "vote" } as const;
      const { pairs, ...rest } = trainPairsByDefinition(DATA, shape, 5);
      const trained = trainPairwise(DATA, shape, 5, way);
      assertSamePairs(trained, { ...rest, pairs: pairs.map((network) => pruneNetwork(network)) });
      const again = decodePairwise(encodePairwise(trained));
      assertSamePairs(again, trained);
      assertEquals(
        predictPairwise(again, DATA.rows, way.kernels),
        predictPairsByDefinition(trained, DATA.rows),
      );
    });
  }

  it("trains as defined with any number of threads", async () => {
    for (const threads of [2, 3]) {
      const team = (await startTeam(threads))!;
      assertSamePairs(trainPairwise(DATA, SHAPE, 5, { team }), pruned);
      team.close();
    }
  });

  it("trains as defined on one row a class, where no row can be kept", () => {
    const few = randomClasses(2, { rows: 3, features: 9, classes: 3 });
    const shape = { hiddenLayers: 1, width: 4, arity: 2 };
    const trained = trainPairwise(few, shape, 1);
    assertSameNumbers(
      encodePairwise(trained),
      encodePairwise(trainPairsByDefinition(few, shape, 1)),
    );
    assertEquals(trained.scale, 1);
  });

  it("gives each pair a network and a seed of its own", () => {
    const seeds = pairsOf(64).map((pair) => pairSeed(5, pair));
    assertEquals(new Set(seeds).size, 2016);
    assert(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0));
    assert(seeds.some((seed) => seed > 2 ** 52));
    assertNotEquals(encodePairwise(trainPairwise(DATA, SHAPE, 6)), blob);
    assertEquals(defined.pairs.map(({ classes }) => classes.join()), [
      ...["class 0,class 1", "class 0,class 2", "class 0,class 3"],
      ...["class 1,class 2", "class 1,class 3", "class 2,class 3"],
    ]);
  });

  it("reports how far all of it is", () => {
    const reports: TrainingProgress[] = [];
    trainPairwise(DATA, SHAPE, 5, { onProgress: (progress) => reports.push(progress) });
    const fractions = reports.map(({ fraction }) => fraction);
    assertEquals(fractions, fractions.toSorted((a, b) => a - b));
    assert(fractions[0]! < 0.02 && fractions.at(-1)! > 0.98, `${fractions}`);
    assert(reports.length > 40 && reports.length <= 101, `${reports.length}`);
    assert(reports.every(({ layer, layers }) => layer >= 1 && layer <= 3 && layers === 3));
  });

  it("stops when it is told to, in the middle of any network", () => {
    let asked = 0;
    trainPairwise(DATA, SHAPE, 5, { isCancelled: () => ++asked < 0 });
    assert(asked > 100);
    for (const last of [1, Math.floor(asked / 2), asked]) {
      let calls = 0;
      const isCancelled = () => ++calls === last;
      assertRefused("job_cancelled", () => trainPairwise(DATA, SHAPE, 5, { isCancelled }));
      assertEquals(calls, last);
    }
  });

  const cases: [string, Partial<DataSet>, Partial<NetworkShape>, number, ErrorCode][] = [
    ["one class", { classes: ["a"] }, {}, 1, "labels_one_class"],
    ["a class without rows", { classes: [...DATA.classes, "e"] }, {}, 1, "labels_one_class"],
    ["a label of no class", { labels: DATA.labels.with(3, 4) }, {}, 1, "label_unknown_class"],
    ["k = 17", {}, { arity: 17 }, 1, "arity_out_of_range"],
    ["half a seed", {}, {}, 0.5, "seed_out_of_range"],
  ];
  for (const [what, data, shape, seed, code] of cases) {
    it(`refuses ${what}`, () => {
      const train = () => trainPairwise({ ...DATA, ...data }, { ...SHAPE, ...shape }, seed);
      assertRefused(code, train);
    });
  }

  it("refuses 65 classes", () => {
    const many = randomClasses(3, { rows: 65, features: 9, classes: MAX_PAIRWISE_CLASSES + 1 });
    assertRefused("labels_too_many_classes", () => trainPairwise(many, SHAPE, 1));
  });
});

describe("pairData()", () => {
  it("keeps the rows of two classes in order, the higher one as class 1", () => {
    const { rows, labels, classes } = pairData(DATA, { low: 1, high: 3 });
    const kept = [...DATA.labels].filter((label) => label === 1 || label === 3);
    assertEquals([...labels], kept.map((label) => Number(label === 3)));
    assertEquals([rows.rows, classes], [kept.length, ["class 1", "class 3"]]);
  });
});

describe("the folds", () => {
  it("are more the fewer rows there are, and none for one row a class", () => {
    const count = (perClass: number) =>
      countFolds(new Uint8Array(3 * perClass).map((_, row) => row % 3), 3);
    assertEquals([1, 2, 3, 8, 100, 600, 2000].map(count), [0, 1, 2, 7, 7, 3, 1]);
  });

  it("keep each row at most once, and leave every class something to train on", () => {
    const kept = new Set<string>();
    for (let fold = 1; fold <= 7; fold++) {
      const { training, kept: rows } = foldAt(DATA, fold);
      assertEquals(training.rows.rows + rows.rows.rows, 160);
      assertEquals(new Set(training.labels).size, 4);
      for (let row = 0; row < rows.rows.rows; row++) {
        kept.add(String(rows.rows.bytes.subarray(3 * row, 3 * row + 3)));
      }
    }
    assert(kept.size > 100);
  });
});

describe("estimateTableBytes()", () => {
  it("is within three hundredths of what is drawn", () => {
    for (const arity of [2, 8, 12]) {
      const shape = { ...DEFAULT_SHAPE, arity };
      let bytes = 0;
      for (const pair of pairsOf(5)) {
        for (const { width } of drawLiveWiring(784, shape, pairSeed(1, pair))) {
          bytes += width * tableBytes(arity);
        }
      }
      const ratio = estimateTableBytes(5, shape) / bytes;
      assert(ratio > 0.97 && ratio < 1.03, `k = ${arity}: ${ratio}`);
    }
  });

  it("lets 64 classes of the default shape pass, and no wider ones", () => {
    const bytes = estimateTableBytes(MAX_PAIRWISE_CLASSES, DEFAULT_SHAPE);
    assert(bytes < MAX_BLOB_BYTES && bytes > MAX_BLOB_BYTES / 2, `${bytes}`);
    checkPairBytes(bytes);
    const wide = estimateTableBytes(MAX_PAIRWISE_CLASSES, { ...DEFAULT_SHAPE, arity: 12 });
    assertRefused("network_too_large", () => checkPairBytes(wide));
    assertEquals(countPairs(MAX_PAIRWISE_CLASSES), 2016);
  });
});
