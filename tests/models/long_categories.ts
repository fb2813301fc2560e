/**
 * An encoder that takes two megabytes, and twelve as JSON: its categories are control characters.
 *
 * @module
 */

import { type DataSet, type Encoder, encoderBits, zeroMatrix } from "../../lib/mod.ts";

/** The encoder. */
export function longCategories(): Encoder {
  const categories = Array.from(
    { length: 4_096 },
    (_, at) => at.toString().padStart(4, "0") + "\u0001".repeat(252),
  );
  return {
    columns: ["a", "b"].map((name) => ({ name, kind: "category", missing: false, categories })),
  };
}

/** Rows as the encoder makes them. */
export function rowsFor(encoder: Encoder): DataSet {
  const rows = zeroMatrix(4, encoderBits(encoder));
  rows.bytes.fill(170, 0, 2 * rows.stride);
  return { rows, labels: Uint8Array.of(0, 0, 1, 1), classes: ["0", "1"] };
}
