/**
 * The peer `ml-knn`: exact nearest neighbours in a k-d tree, with its own defaults (Euclidean
 * distance, the number of classes + 1 neighbours). Training builds the tree; a query then visits
 * every node of it, as the library (3.0.0) takes all splitting planes for being at distance 0.
 *
 * @module
 */

import { type Contender, jsonBytes, type Learner, toArrays } from "./contender.ts";

/** What this benchmark uses of the library, which has no types. */
interface Knn {
  predict(rows: number[][]): number[];
}

/** Three nearest neighbours: all training rows, and as many queries as time allows. */
export function knn(quick: boolean): Contender {
  return {
    id: "knn",
    peer: "ml-knn",
    packages: ["ml-knn"],
    what: "3 nearest neighbours, exact",
    trainRows: quick ? 2_000 : 60_000,
    testRows: quick ? 100 : 200,
    note: "fewer test rows: each takes more than half a second",
    open,
  };
}

async function open(): Promise<Learner<number[][]>> {
  const { default: KNN } = await import("ml-knn");
  return {
    take: toArrays,
    train(rows, labels) {
      const model: Knn = new KNN(rows, Array.from(labels));
      return { classify: (rows) => model.predict(rows), size: () => jsonBytes(model) };
    },
  };
}
