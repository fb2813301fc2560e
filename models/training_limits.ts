/**
 * What an operator allows of a training beyond what the engine can do.
 *
 * @module
 */

import { refuse } from "../lib/mod.ts";
import type { JobRequest } from "./jobs.ts";

/** The bounds. */
export interface TrainingLimits {
  /** Features of a row. */
  readonly features: number;
  /** LUTs of a hidden layer. */
  readonly width: number;
}

/**
 * Checks a training against them.
 *
 * @throws {RoteError} `features_out_of_range`, `width_out_of_range`
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
  const { width } = settings.network;
  if (width > limits.width) {
    throw refuse(
      "width_out_of_range",
      `width is ${width}; the limit of this service is ${limits.width}`,
      { field: "width" },
    );
  }
}
