/**
 * How large the description of a model may be. Control characters take six characters each in JSON, so
 * that a small blob may have a large description.
 *
 * @module
 */

import { RoteError } from "../lib/mod.ts";

/** Bytes of JSON that a description may take. */
export const MAX_DESCRIPTION_BYTES = 2_097_152;

/** What may be large in a description. */
interface Describing {
  readonly columns?: readonly unknown[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly classes: readonly string[];
}

/**
 * Checks that a description is not too large to be told.
 *
 * @throws {RoteError} `model_too_large`, naming what is large
 */
export function checkDescription({ columns = [], metadata, classes }: Describing): void {
  const sizes: [name: string, bytes: number][] = [
    ["columns", sumOf(columns)],
    ["metadata", jsonBytes(metadata)],
    ["classes", jsonBytes(classes)],
  ];
  if (sizes.reduce((sum, [, bytes]) => sum + bytes, 0) <= MAX_DESCRIPTION_BYTES) return;
  const [name, bytes] = sizes.reduce((a, b) => b[1] > a[1] ? b : a);
  throw new RoteError(
    "model_too_large",
    `The description of the model has more than ${MAX_DESCRIPTION_BYTES} bytes as JSON, which is ` +
      `the limit: its ${name} take ${bytes > MAX_DESCRIPTION_BYTES ? "more than that" : bytes}`,
  );
}

/** Bytes of the JSON of a value. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Bytes of the JSON of values, counted no further than the limit. */
function sumOf(values: readonly unknown[]): number {
  let sum = 0;
  for (const value of values) {
    sum += jsonBytes(value);
    if (sum > MAX_DESCRIPTION_BYTES) break;
  }
  return sum;
}
