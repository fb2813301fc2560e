import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { MAX_BLOB_BYTES, MAX_PAIRWISE_CLASSES } from "../../../../lib/limits.ts";
import { tableBytes } from "../../../../lib/kinds/network/model.ts";
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
import { DEFAULT_SHAPE, type NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import type { TrainingProgress } from "../../../../lib/threads/run_options.ts";
import { drawLiveWiring } from "../../../../lib/kinds/network/training/wiring.ts";
import { assertRefused } from "../../assertions.ts";
import { randomClasses } from "../boosted/random_tables.ts";

const SHAPE: NetworkShape = { hiddenLayers: 2, width: 12, arity: 4 };
const DATA = randomClasses(1, { rows: 160, features: 20, classes: 4 });

describe("trainPairwise()", () => {
  it("claims nothing where no row can be kept", () => {
    const few = randomClasses(2, { rows: 3, features: 9, classes: 3 });
    assertEquals(trainPairwise(few, { hiddenLayers: 1, width: 4, arity: 2 }, 1).scale, 1);
  });

  it("gives each pair a network and a seed of its own", () => {
    const seeds = pairsOf(64).map((pair) => pairSeed(5, pair));
    assertEquals(new Set(seeds).size, 2016);
    assert(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0));
    assert(seeds.some((seed) => seed > 2 ** 52));
    assertEquals(trainPairwise(DATA, SHAPE, 5).pairs.map(({ classes }) => classes.join()), [
      ...["class 0,class 1", "class 0,class 2", "class 0,class 3"],
      ...["class 1,class 2", "class 1,class 3", "class 2,class 3"],
    ]);
  });

  it("tells of the layers of each network", () => {
    const reports: TrainingProgress[] = [];
    trainPairwise(DATA, SHAPE, 5, { onProgress: (progress) => reports.push(progress) });
    assert(reports.length > 40 && reports.length <= 101, `${reports.length}`);
    assert(reports.every(({ done, of }) => done >= 1 && done <= 3 && of === 3));
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
