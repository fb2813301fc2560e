/**
 * Makes the golden files of boosted tables that are not there yet:
 * `deno run -A tests/golden/boosted_make.ts`. Files that are there stay as they are, whatever the
 * recipes below have become: golden files are append-only.
 *
 * @module
 */
import { encodeBoosted } from "../../lib/kinds/boosted/encode.ts";
import type { BoostedTables } from "../../lib/kinds/boosted/model.ts";
import { predictBoostedByDefinition } from "../../lib/kinds/boosted/oracle.ts";
import type { BoostedSettings } from "../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../lib/kinds/boosted/train.ts";
import { randomClasses, randomTables } from "../lib/kinds/boosted/random_tables.ts";
import { randomMatrix } from "../lib/random_data.ts";
import { type GoldenRows, goldenText, sha256, writeRows } from "./golden.ts";

/** What is written down about a blob of boosted tables. */
export interface BoostedGolden {
  readonly about: string;
  readonly sha256: string;
  readonly features: number;
  readonly classes: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** What it was trained on and how; absent for tables put together by hand. */
  readonly training?: {
    readonly rows: GoldenRows;
    readonly labels: readonly number[];
    readonly settings: BoostedSettings;
  };
  readonly rows: GoldenRows;
  /** For each row the index of the predicted class. */
  readonly labels: readonly number[];
  /** For each row the score of each class. */
  readonly scores: readonly number[];
}

/** Where the golden files of boosted tables, format version 1, are. */
export const BOOSTED_FOLDER = new URL("./v1/boosted/", import.meta.url);

/** How a golden file is made. */
interface Recipe {
  readonly about: string;
  readonly model: BoostedTables;
  readonly training?: BoostedGolden["training"];
}

const IMAGES: BoostedSettings = {
  ...{ tables: 50, arity: 6, rate: 0.15, lambda: 1.5, seed: 2 ** 53 - 1, splits: 20 },
  ...{ inputShape: [4, 4, 3], patch: 1, augment: { shift: 1, flip: true } },
};

function images(about: string, settings: BoostedSettings): Recipe {
  const data = randomClasses(1, { rows: 90, features: 48, classes: 5 });
  const training = { rows: writeRows(data.rows), labels: [...data.labels], settings };
  return { about, model: trainBoosted(data, settings), training };
}

function twoClasses(about: string): Recipe {
  const data = randomClasses(2, { rows: 70, features: 21, classes: 2 });
  const settings = { tables: 18, arity: 9, rate: 0.5, lambda: 0.1, seed: 3 };
  const training = { rows: writeRows(data.rows), labels: [...data.labels], settings };
  return { about, model: trainBoosted(data, settings), training };
}

/**
 * Recipes by the names of their files. `images` and `two-classes` were made before scores were fitted
 * and batches bounded: training gives other bytes now.
 */
const RECIPES: Record<string, () => Recipe> = {
  "images": () => images("Windows, copies, splits", IMAGES),
  "two-classes": () => twoClasses("One split, nine wires"),
  "images-fitted": () => images("Windows, copies, splits, fitted scores", IMAGES),
  "two-classes-fitted": () => twoClasses("One split, nine wires, batches of two, fitted scores"),
  "stopped": () =>
    images("Early stopping", {
      ...{ tables: 400, arity: 4, rate: 0.3, lambda: 1, seed: 5 },
      earlyStopping: { share: 0.3, patience: 64 },
    }),
  "many-classes": () => {
    const plan = { features: 300, classes: 37, width: 41, arity: 3, splits: 9 };
    return { about: "37 classes, put together by hand", model: randomTables(4, plan) };
  },
};

/** Makes one golden file in `folder`, and fails if there is one of that name. */
export async function makeBoosted(name: string, folder: URL = BOOSTED_FOLDER): Promise<void> {
  const { about, model, training } = RECIPES[name]!();
  const { features, classes, metadata } = model;
  const rows = randomMatrix(1000, 16, features);
  const { labels, scores } = predictBoostedByDefinition(model, rows);
  const blob = encodeBoosted(model);
  const golden: BoostedGolden = {
    ...{ about, sha256: await sha256(blob), features, classes, metadata },
    ...(training ? { training } : {}),
    ...{ rows: writeRows(rows), labels: [...labels], scores: [...scores] },
  };
  Deno.writeFileSync(new URL(`${name}.rote`, folder), blob, { createNew: true });
  const json = goldenText(golden);
  Deno.writeTextFileSync(new URL(`${name}.json`, folder), json, { createNew: true });
}

if (import.meta.main) {
  Deno.mkdirSync(BOOSTED_FOLDER, { recursive: true });
  const present = new Set(Array.from(Deno.readDirSync(BOOSTED_FOLDER), ({ name }) => name));
  for (const name of Object.keys(RECIPES)) {
    if (!present.has(`${name}.rote`)) await makeBoosted(name);
  }
}
