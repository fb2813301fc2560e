/**
 * Who takes part, in the order in which they run. Row counts and efforts are chosen so that each
 * finishes within {@linkcode LIMIT_SECONDS} with room to spare on a slow machine; what does not get
 * along with all rows says so in its note.
 *
 * @module
 */

import type { Contender } from "./contender.ts";
import { knn } from "./knn.ts";
import { logisticRegression } from "./logistic_regression.ts";
import { randomForest } from "./random_forest.ts";
import { rote } from "./rote.ts";
import { tensorflow } from "./tensorflow.ts";

/** Seconds a contender has in all: loading, training, testing. */
export const LIMIT_SECONDS = 300;

/**
 * All contenders.
 *
 * @param quick with so few rows and rounds that the figures mean nothing: for a smoke test
 */
export function listContenders(quick: boolean): Contender[] {
  return [
    rote(8, quick),
    rote(12, quick),
    tensorflow(32, quick),
    tensorflow(0, quick),
    logisticRegression(quick),
    randomForest(quick),
    knn(quick),
  ];
}
