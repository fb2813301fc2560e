/**
 * What an operator allows of a training beyond what the engine can do.
 *
 * @module
 */

import {
  type BoostingRun,
  checkPairBytes,
  CLASSES,
  estimateTableBytes,
  refuse,
} from "../../lib/mod.ts";
import { isBoosting } from "../method.ts";
import type { JobRequest } from "../jobs/jobs.ts";

/** The bounds. */
export interface TrainingLimits {
  /** Features of a row. */
  readonly features: number;
  /** LUTs of a hidden layer, or boosted tables. */
  readonly width: number;
  /** Bytes of a model. */
  readonly modelBytes: number;
}

/**
 * Checks a training against them.
 *
 * @throws {RoteError} `features_out_of_range`, `width_out_of_range`; for boosted tables
 *   `tables_out_of_range`. For these and for networks for pairs of classes `network_too_large` if
 *   their tables alone are too large a model
 */
export function checkLimits({ data, settings }: JobRequest, limits: TrainingLimits): void {
  const { columns } = data.rows;
  if (columns > limits.features) {
    throw refuse(
      "features_out_of_range",
      `The rows have ${columns} features; the limit of this service is ${limits.features}`,
      { field: "features" },
    );
  }
  if (isBoosting(settings)) return checkTables(settings, limits);
  const { network } = settings;
  const { width } = network;
  if (width > limits.width) {
    throw refuse(
      "width_out_of_range",
      `width is ${width}; the limit of this service is ${limits.width}`,
      { field: "width" },
    );
  }
  const classes = data.classes.length;
  if (classes > CLASSES) {
    checkPairBytes(estimateTableBytes(classes, network), limits.modelBytes);
  }
}

function checkTables({ tables, arity }: BoostingRun, limits: TrainingLimits): void {
  if (tables > limits.width) {
    throw refuse(
      "tables_out_of_range",
      `tables is ${tables}; the limit of this service is ${limits.width}`,
      { field: "tables" },
    );
  }
  const bytes = tables * 2 ** arity;
  if (bytes > limits.modelBytes) {
    throw refuse(
      "network_too_large",
      `The entries of ${tables} tables of ${arity} wires take ${bytes} bytes; the limit of this ` +
        `service is ${limits.modelBytes} bytes a model`,
      { field: "tables" },
    );
  }
}
