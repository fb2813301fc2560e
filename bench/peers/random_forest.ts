/**
 * The peer `ml-random-forest`: trees of the CART kind on bootstrap samples. The library draws the
 * features once a tree, not once a split, so the usual square root of their number would leave most
 * trees with nothing but the image's margin; 100 of the 784 did best in the time there is. Out-of-bag
 * estimates are off: nothing here asks for them. The library (its ml-cart 2.1.1) tries a split at
 * every change of label, also between equal values, so that on bits its time grows with the square
 * of the number of rows.
 *
 * @module
 */

import { type Contender, jsonBytes, type Learner, toArrays } from "./contender.ts";

/** What this benchmark uses of the library, which has no types for it. */
interface Forest {
  train(rows: number[][], labels: number[]): void;
  predict(rows: number[][]): number[];
}

/** Features a tree sees, picked at random. */
const TREE_FEATURES = 100;

/** A forest on as many rows as time allows. */
export function randomForest(quick: boolean): Contender {
  const trees = quick ? 3 : 25;
  return {
    id: "random-forest",
    peer: "ml-random-forest",
    packages: ["ml-random-forest"],
    what: `${trees} trees of ${TREE_FEATURES} features`,
    trainRows: quick ? 250 : 1_000,
    testRows: 10_000,
    note: "fewer training rows: its time grows with their square",
    open: () => open(trees),
  };
}

async function open(trees: number): Promise<Learner<number[][]>> {
  const { RandomForestClassifier } = await import("ml-random-forest");
  const options = {
    seed: 1,
    maxFeatures: TREE_FEATURES,
    replacement: false,
    nEstimators: trees,
    noOOB: true,
  };
  return {
    take: toArrays,
    train(rows, labels) {
      const forest: Forest = new RandomForestClassifier(options);
      forest.train(rows, Array.from(labels));
      return { classify: (rows) => forest.predict(rows), size: () => jsonBytes(forest) };
    },
  };
}
