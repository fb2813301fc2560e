/**
 * What an operator allows of a training beyond what the engine can do.
 *
 * @module
 */

import { methodNamed, refuse } from "../../lib/mod.ts";
import type { JobRequest } from "../jobs/jobs.ts";
import { naming, pointersOf } from "./method_settings.ts";

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
 * @param isJson whether the request names its settings by JSON pointers
 * @throws {RoteError} `features_out_of_range`; the code of a setting that says how large the model
 *   is, as `width_out_of_range`; `network_too_large` if its tables alone are too large a model
 */
export function checkLimits(
  { data, settings }: JobRequest,
  limits: TrainingLimits,
  isJson: boolean,
): void {
  const { columns } = data.rows;
  if (columns > limits.features) {
    throw refuse(
      "features_out_of_range",
      `The rows have ${columns} features; the limit of this service is ${limits.features}`,
      { field: "features" },
    );
  }
  const method = methodNamed(settings.method);
  naming(isJson ? pointersOf(settings.method) : {}, () => {
    const own = method.own(settings);
    for (const [name, { isSize, code }] of Object.entries(method.fields)) {
      const value = own[name];
      if (!isSize || typeof value !== "number" || value <= limits.width) continue;
      const detail = `${name} is ${value}; the limit of this service is ${limits.width}`;
      throw refuse(code, detail, { field: name });
    }
    const { modelBytes } = limits;
    const limit = `the limit of this service is ${modelBytes} bytes a model`;
    method.checkBytes(settings, data.classes.length, modelBytes, limit);
  });
}
