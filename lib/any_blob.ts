/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { isEncoded, type Model } from "./any_model.ts";
import { HEAD_ENCODED, OFFSET } from "./blob/layout.ts";
import { checkFeaturesOf, decodeEncoded } from "./encoders/decode_blob.ts";
import { encodeEncoded } from "./encoders/encode_blob.ts";
import { withEncoder } from "./encoders/encoded_model.ts";
import { kindOf, kindOfHead } from "./kinds/mod.ts";

/**
 * Decodes a blob. The model shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeModel(bytes: Uint8Array): Model {
  if (bytes[OFFSET.head] !== HEAD_ENCODED) return kindOfHead(bytes[OFFSET.head]).decode(bytes);
  const { encoder, inner } = decodeEncoded(bytes);
  const model = kindOfHead(inner[OFFSET.head]).decode(inner);
  checkFeaturesOf(encoder, model.features);
  return withEncoder(encoder, model);
}

/**
 * Encodes a model.
 *
 * @throws {RoteError} as the encoder of its kind: `encodeNetwork`, `encodeVoting`, `encodePairwise`,
 *   `encodeBoosted`, `encodeEncoded`
 */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  if (isEncoded(model)) return encodeEncoded(model.encoder, encodeModel(model.model));
  return kindOf(model).encode(model);
}
