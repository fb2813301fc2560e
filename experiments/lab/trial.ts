/**
 * One trial: a network of some shape is trained on a task from a seed and tested. The networks and
 * their training are the engine's own (`trainNetwork`); nothing here knows how they work.
 *
 * @module
 */

import {
  accuracyOf,
  type LayerStatistics,
  type NetworkShape,
  predictBatch,
  trainNetwork,
} from "../../lib/mod.ts";
import { type Audit, auditLuts } from "./audit.ts";
import { randomTestLabels, type Task, type TaskRows, withRandomLabels } from "./task.ts";

/** What to train and measure. */
export interface Trial {
  readonly task: Task;
  readonly shape: NetworkShape;
  /** Seed of the network, and of the labels where they are random. */
  readonly seed: number;
  /** Measure every LUT of every layer: the paper's Table 2. */
  readonly statistics?: boolean;
  /** Hold every LUT's table against all others: the paper's section 2. */
  readonly audit?: boolean;
}

/** What came of a trial. Accuracies are shares from 0 to 1. */
export interface Outcome {
  /** On the training rows, with the labels that were trained on. */
  readonly train: number;
  /** On the test rows with their real labels. */
  readonly test: number;
  /** On the test rows with random labels; of trials with random labels alone. */
  readonly testOnRandomLabels?: number;
  readonly layers?: readonly LayerStatistics[];
  readonly audit?: Audit;
  /** Wall-clock time of training and testing. */
  readonly seconds: number;
}

/**
 * Runs a trial.
 *
 * @param rows the rows of `trial.task`, with their real labels
 * @throws {RoteError} as `trainNetwork`
 */
export function runTrial({ task, shape, seed, ...wanted }: Trial, rows: TaskRows): Outcome {
  const start = performance.now();
  const { randomLabels } = task;
  const { test } = rows;
  const training = randomLabels
    ? withRandomLabels(rows.training, randomLabels, seed)
    : rows.training;
  const { network, trainAccuracy, statistics } = trainNetwork(training, shape, seed, {
    statistics: wanted.statistics ?? false,
    unpruned: wanted.audit ?? false,
  });
  const { labels } = predictBatch(network, test.rows);
  return {
    train: trainAccuracy,
    test: accuracyOf(labels, test.labels),
    ...(randomLabels
      ? {
        testOnRandomLabels: accuracyOf(labels, randomTestLabels(test.labels, randomLabels, seed)),
      }
      : {}),
    ...(statistics ? { layers: statistics } : {}),
    ...(wanted.audit ? { audit: auditLuts(network, training, seed) } : {}),
    seconds: (performance.now() - start) / 1_000,
  };
}
