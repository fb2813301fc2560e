/**
 * The model that the greeting trains and every example asks: whether most of three bits are set.
 *
 * @module
 */

const rows = ["000", "001", "010", "011", "100", "101", "110", "111"];

/** The body of `POST /v1/train` that trains it. */
export const MAJORITY_TRAINING = {
  model: "majority",
  rows,
  labels: rows.map((row) => [...row].filter((bit) => bit === "1").length > 1 ? "yes" : "no"),
  network: { hiddenLayers: 2, width: 16, arity: 3 },
};

/** The body of a prediction, whose labels are "yes" and "no". */
export const MAJORITY_QUESTION = { rows: ["011", "100"] };
