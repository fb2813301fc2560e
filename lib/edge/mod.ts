/**
 * The edge runtime: read a blob of any head and predict, in a few kilobytes of code that run in any
 * JavaScript runtime. The blob may come from a stranger: it is checked whole, and only then used.
 *
 * @example Read a blob and predict
 * ```ts
 * import { encodeNetwork, matrixFromBytes, trainNetwork } from "../mod.ts";
 * import { loadModel } from "./mod.ts";
 *
 * const rows = matrixFromBytes(Uint8Array.of(0b00, 0b01, 0b10, 0b11), 4, 2);
 * const data = { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["no", "yes"] };
 * const blob = encodeNetwork(trainNetwork(data, { hiddenLayers: 1, width: 4, arity: 2 }, 1).network);
 *
 * const { classes, predict } = loadModel(blob);
 * console.assert(classes[predict("10").label] === "yes");
 * ```
 *
 * @module
 */

import { decodeModel } from "../any_blob.ts";
import { type BitModel, isKind } from "../kinds/mod.ts";
import type { ValueRow } from "../encoders/value_rows.ts";
import { isEncoded } from "../any_model.ts";
import { createBoostedModel } from "./boosted.ts";
import { createEncodedModel } from "./encoded.ts";
import { createModel, type EdgeModel } from "./edge_model.ts";
import { createPairwiseModel } from "./pairwise.ts";
import type { Row } from "./rows.ts";
import { createVotingModel } from "./voting.ts";

export type { Column } from "../encoders/encoder.ts";
export type { ValueRow } from "../encoders/value_rows.ts";
export { RoteError } from "../errors.ts";
export type { Prediction } from "../scores/predictions.ts";
export type { Predictions } from "../scores/predictions.ts";
export type { EdgeModel } from "./edge_model.ts";
export type { Row } from "./rows.ts";

/**
 * Reads a blob.
 *
 * @returns a model whose rows are bits, or values if it has `columns`
 * @throws {RoteError} one of the `blob_` codes (`docs/blob-format.md`)
 */
export function loadModel(blob: Uint8Array | ArrayBuffer): EdgeModel<Row | ValueRow> {
  const model = decodeModel(blob instanceof Uint8Array ? blob : new Uint8Array(blob));
  if (isEncoded(model)) return createEncodedModel(model.encoder, createBitModel(model.model));
  return createBitModel(model);
}

function createBitModel(model: BitModel): EdgeModel {
  if (isKind(model, "boosted")) return createBoostedModel(model);
  if (isKind(model, "pairwise")) return createPairwiseModel(model);
  return isKind(model, "voting") ? createVotingModel(model) : createModel(model);
}
