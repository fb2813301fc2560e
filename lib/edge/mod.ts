/**
 * The edge runtime: read a blob of any head and predict, in a few kilobytes of code that run in any
 * JavaScript runtime. The blob may come from a stranger: it is checked whole, and only then used.
 *
 * @example Read a blob and predict
 * ```ts
 * import { encodeBlob, matrixFromBytes, trainNetwork } from "../mod.ts";
 * import { loadModel } from "./mod.ts";
 *
 * const rows = matrixFromBytes(Uint8Array.of(0b00, 0b01, 0b10, 0b11), 4, 2);
 * const data = { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["no", "yes"] };
 * const blob = encodeBlob(trainNetwork(data, { hiddenLayers: 1, width: 4, arity: 2 }, 1).network);
 *
 * const { classes, predict } = loadModel(blob);
 * console.assert(classes[predict("10").label] === "yes");
 * ```
 *
 * @module
 */

import { decodeModel } from "../blob/model.ts";
import { isBoosted, predictModelRow } from "../model.ts";
import { createBoostedModel } from "./boosted.ts";
import { createModel, type EdgeModel } from "./model.ts";
import { createRowByRow } from "./row_by_row.ts";

export { RoteError } from "../errors.ts";
export type { Prediction } from "../predict.ts";
export type { Predictions } from "../predict_batch.ts";
export type { EdgeModel } from "./model.ts";
export type { Row } from "./rows.ts";

/**
 * Reads a blob.
 *
 * @throws {RoteError} one of the `blob_` codes (`docs/blob-format.md`)
 */
export function loadModel(blob: Uint8Array | ArrayBuffer): EdgeModel {
  const model = decodeModel(blob instanceof Uint8Array ? blob : new Uint8Array(blob));
  if (isBoosted(model)) return createBoostedModel(model);
  return "kind" in model
    ? createRowByRow(model, (row) => predictModelRow(model, row))
    : createModel(model);
}
