/**
 * How long a trial takes compared with another, so that the time left can be told from the work that
 * is done. Nothing depends on it but that estimate.
 *
 * @module
 */

import type { NetworkShape } from "../../lib/mod.ts";
import type { Trial } from "./trial.ts";

/** Steps of one trial: rows times what is done to each of them. */
export function costOf({ shape, statistics, audit, task }: Trial, trainingRows: number): number {
  const rows = typeof task.classes === "string" ? trainingRows : trainingRows / 5;
  const luts = statistics || audit ? shape.width * shape.hiddenLayers : expectedLive(shape);
  // Tables of many wires take time by their size, too.
  const steps = luts * (rows * (shape.arity > 8 ? 1.5 : 1) + 2 ** shape.arity) + rows * 100;
  return audit ? 40 * steps : steps;
}

/** LUTs that the output depends on, in the mean: each layer's wires fall on some of those below. */
function expectedLive({ hiddenLayers, width, arity }: NetworkShape): number {
  let luts = 1;
  let sum = 1;
  for (let layer = 0; layer < hiddenLayers; layer++) {
    luts = width * (1 - (1 - 1 / width) ** (luts * arity));
    sum += luts;
  }
  return sum;
}
