/**
 * Rote itself: the paper's network, from packed rows in memory to the blob, as a user of the library
 * trains it.
 *
 * @module
 */

import {
  type BitMatrix,
  decodeNetwork,
  DEFAULT_SHAPE,
  predictBatch,
  trainBlob,
} from "../../lib/mod.ts";
import type { Contender, Learner } from "./contender.ts";

/** The paper's network of LUTs with `arity` wires. */
export function rote(arity: number, quick: boolean): Contender {
  const { hiddenLayers, width } = DEFAULT_SHAPE;
  return {
    id: `rote-${arity}`,
    peer: "rote",
    packages: [],
    what: `${hiddenLayers} x ${width} + 1 LUTs, k = ${arity}`,
    trainRows: quick ? 6_000 : 60_000,
    testRows: 10_000,
    open: () => Promise.resolve(learner(arity)),
  };
}

function learner(arity: number): Learner<BitMatrix> {
  return {
    take: (rows) => rows,
    train(rows, labels) {
      const data = { rows, labels, classes: ["0", "1"] };
      const { blob } = trainBlob(data, { network: { ...DEFAULT_SHAPE, arity }, seed: 1 });
      const network = decodeNetwork(blob);
      return { classify: (rows) => predictBatch(network, rows).labels, size: () => blob.length };
    },
  };
}
