/**
 * The answers that examples of the OpenAPI document show: those of a new service that has trained the
 * model of the greeting. Tests send every example and compare.
 *
 * @module
 */

import { MAJORITY_TRAINING } from "../majority.ts";

/** The version that the example trains, wherever it is trained. */
export const MAJORITY_VERSION = "f0da0a3775788c393a60340e8be8c230eca93b1aff2450f0d86cbb58d623b298";

/** The job of the training, done. */
export const EXAMPLE_JOB = {
  id: "f8ae5bc4-6e2f-44f9-a4bf-8e0b9ac8e83d",
  status: "succeeded",
  model: "majority",
  version: MAJORITY_VERSION,
  createdAt: "2026-01-01T12:00:00.000Z",
  startedAt: "2026-01-01T12:00:00.001Z",
  finishedAt: "2026-01-01T12:00:00.035Z",
  progress: { layer: 3, layers: 3, fraction: 1 },
  result: {
    trainAccuracy: 1,
    trainRows: 8,
    testRows: 0,
    bytes: 176,
    liveLuts: 12,
    luts: 33,
    seconds: 0.033,
  },
};

/** The same job while it runs. */
export const EXAMPLE_RUNNING_JOB = {
  id: EXAMPLE_JOB.id,
  status: "running",
  model: "majority",
  createdAt: EXAMPLE_JOB.createdAt,
  startedAt: EXAMPLE_JOB.startedAt,
  progress: { layer: 0, layers: 3, fraction: 0 },
};

/** The model's one version. */
export const EXAMPLE_VERSION = {
  version: MAJORITY_VERSION,
  createdAt: EXAMPLE_JOB.finishedAt,
  source: "trained",
  method: "network",
  bytes: 176,
  features: 3,
  classes: ["no", "yes"],
  arity: 3,
  liveLuts: 12,
  layers: [{ width: 8, arity: 3 }, { width: 3, arity: 3 }, { width: 1, arity: 3 }],
  trainAccuracy: 1,
  metadata: {
    hiddenLayers: "2",
    seed: "1",
    trainAccuracy: "1.0000",
    trainRows: "8",
    width: "16",
  },
};

const { metadata: _, ...summary } = EXAMPLE_VERSION;

/** The same as it stands in lists. */
export const EXAMPLE_SUMMARY = summary;

const times = { updatedAt: EXAMPLE_VERSION.createdAt, versionCount: 1 };

/** The model as it stands in lists. */
export const EXAMPLE_MODEL = { name: "majority", ...EXAMPLE_SUMMARY, ...times };

/** The model. */
export const EXAMPLE_DESCRIPTION = {
  name: "majority",
  ...EXAMPLE_VERSION,
  ...times,
  versions: [EXAMPLE_SUMMARY],
};

/** What the model answers to the greeting's question. */
export const EXAMPLE_PREDICTION = {
  model: "majority",
  version: MAJORITY_VERSION,
  classes: ["no", "yes"],
  labels: ["yes", "no"],
  scores: [[0.16665, 0.83335], [0.83335, 0.16665]],
};

/** The training rows as packed bytes, and as text with a byte a character, as JSON can show them. */
export const PACKED_ROWS = toText(MAJORITY_TRAINING.rows.map(pack));

/** The same with a label byte for each row behind them: 0 is "no", 1 is "yes". */
export const PACKED_TRAINING = PACKED_ROWS +
  toText(MAJORITY_TRAINING.labels.map((label) => label === "yes" ? 1 : 0));

/** The training rows as CSV, a column a bit. */
export const CSV_TRAINING = [
  "a,b,c,label",
  ...MAJORITY_TRAINING.rows.map((row, at) => [...row, MAJORITY_TRAINING.labels[at]].join(",")),
].join("\n");

/** A row of up to eight bits as a byte, the first bit the least significant. */
function pack(row: string): number {
  return parseInt([...row].reverse().join(""), 2);
}

function toText(bytes: readonly number[]): string {
  return String.fromCharCode(...bytes);
}
