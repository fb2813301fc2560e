/**
 * Boosted tables behind an encoder, with the settings that they have by default, and scikit-learn's
 * random forest of 100 trees on the raw numbers: fold by fold on the same rows.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import {
  accuracyOf,
  defaultTabular,
  encodeForTraining,
  encodeTable,
  labelBoosted,
  selectValues,
  trainBoosted,
  type ValueSet,
} from "../../../lib/mod.ts";
import type { Fold } from "./folds.ts";

/** Accuracies on the test rows of each fold. */
export interface FoldAccuracies {
  readonly mean: number;
  /** Of the mean. */
  readonly standardError: number;
  readonly accuracies: readonly number[];
}

/** Trains and tests boosted tables on each fold. The encoder sees the training rows alone. */
export function testTables(data: ValueSet, folds: readonly Fold[], seed: number): FoldAccuracies {
  const { values, labels, classes } = data;
  const labelsOf = (rows: number[]) => Uint8Array.from(rows, (row) => labels[row]!);
  return summarize(folds.map(({ training, test }) => {
    const set = { values: selectValues(values, training), labels: labelsOf(training), classes };
    const encoded = encodeForTraining(set, { seed });
    const model = trainBoosted(encoded.training, {
      ...defaultTabular(training.length, encoded.training.rows.columns),
      seed,
    });
    const rows = encodeTable(encoded.encoder, selectValues(values, test));
    return accuracyOf(labelBoosted(model, rows), labelsOf(test));
  }));
}

/** Trains and tests the random forest on each fold, with the fold's number as its random state. */
export async function testForest(
  { values, labels }: ValueSet,
  folds: readonly Fold[],
  python: string,
): Promise<FoldAccuracies & { readonly library: string }> {
  const rows = Array.from(
    { length: values.rows },
    (_, row) => values.columns.map((column) => column.values[row]),
  );
  const script = fileURLToPath(new URL("./forest.py", import.meta.url));
  const child = new Deno.Command(python, {
    args: [script],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const task = JSON.stringify({ rows, labels: [...labels], folds });
  const [, { success, stdout }] = await Promise.all([
    new Blob([task]).stream().pipeTo(child.stdin),
    child.output(),
  ]);
  if (!success) throw new Error("The random forest broke");
  const { accuracies, library } = JSON.parse(new TextDecoder().decode(stdout));
  return { ...summarize(accuracies), library };
}

function summarize(accuracies: readonly number[]): FoldAccuracies {
  const { length } = accuracies;
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / length;
  const squares = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (length - 1) / length), accuracies };
}
