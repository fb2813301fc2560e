/**
 * Makes the golden files of networks for pairs of classes that are not there yet:
 * `deno run -A tests/golden/pairwise_make.ts`. Files that are there stay as they are, whatever the
 * recipes below have become: golden files are append-only.
 *
 * @module
 */
import { encodePairwise } from "../../lib/kinds/pairwise/encode.ts";
import { predictPairsByDefinition } from "../../lib/kinds/pairwise/oracle.ts";
import type { PairwiseNetworks } from "../../lib/kinds/pairwise/model.ts";
import { trainPairwise } from "../../lib/kinds/pairwise/train.ts";
import type { NetworkShape } from "../../lib/kinds/network/shape.ts";
import { randomClasses } from "../lib/kinds/boosted/random_tables.ts";
import { randomPairs } from "../lib/kinds/pairwise/assertions.ts";
import { randomMatrix } from "../lib/random_data.ts";
import { type GoldenRows, sha256, writeRows } from "./golden.ts";

/** What is written down about a blob of networks for pairs of classes. */
export interface PairwiseGolden {
  readonly about: string;
  readonly sha256: string;
  readonly features: number;
  readonly classes: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** What they were trained on and how; absent for networks put together by hand. */
  readonly training?: {
    readonly rows: GoldenRows;
    readonly labels: readonly number[];
    readonly shape: NetworkShape;
    readonly seed: number;
  };
  readonly rows: GoldenRows;
  /** For each row the index of the predicted class. */
  readonly labels: readonly number[];
  /** For each row the score of each class. */
  readonly scores: readonly number[];
}

/** Where the golden files of networks for pairs of classes, format version 1, are. */
export const PAIRWISE_FOLDER = new URL("./v1/pairwise/", import.meta.url);

/** How a golden file is made. */
interface Recipe {
  readonly about: string;
  readonly model: PairwiseNetworks;
  readonly training?: PairwiseGolden["training"];
}

/** Recipes by the names of their files. */
const RECIPES: Record<string, () => Recipe> = {
  "trained": () => {
    const data = randomClasses(1, { rows: 90, features: 26, classes: 4 });
    const shape = { hiddenLayers: 2, width: 10, arity: 3 };
    const seed = 2 ** 53 - 1;
    const training = { rows: writeRows(data.rows), labels: [...data.labels], shape, seed };
    return { about: "Trained, four classes", model: trainPairwise(data, shape, seed), training };
  },
  "mixed-shapes": () => {
    const model = randomPairs(
      4,
      5,
      { features: 33, layers: [{ width: 1, arity: 7 }] },
      { features: 33, layers: [{ width: 3, arity: 4 }, { width: 1, arity: 3 }] },
    );
    return { about: "Pairs of two shapes, put together by hand", model };
  },
};

/** Makes one golden file in `folder`, and fails if there is one of that name. */
export async function makePairwise(name: string, folder: URL = PAIRWISE_FOLDER): Promise<void> {
  const { about, model, training } = RECIPES[name]!();
  const { features, classes, metadata } = model;
  const rows = randomMatrix(1000, 16, features);
  const { labels, scores } = predictPairsByDefinition(model, rows);
  const blob = encodePairwise(model);
  const golden: PairwiseGolden = {
    ...{ about, sha256: await sha256(blob), features, classes, metadata },
    ...(training ? { training } : {}),
    ...{ rows: writeRows(rows), labels: [...labels], scores: [...scores] },
  };
  Deno.writeFileSync(new URL(`${name}.rote`, folder), blob, { createNew: true });
  const json = JSON.stringify(golden, undefined, 2) + "\n";
  Deno.writeTextFileSync(new URL(`${name}.json`, folder), json, { createNew: true });
}

if (import.meta.main) {
  Deno.mkdirSync(PAIRWISE_FOLDER, { recursive: true });
  const present = new Set(Array.from(Deno.readDirSync(PAIRWISE_FOLDER), ({ name }) => name));
  for (const name of Object.keys(RECIPES)) {
    if (!present.has(`${name}.rote`)) await makePairwise(name);
  }
}
