/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { decodeBlob } from "./decode.ts";
import { decodeBoosted } from "./decode_boosted.ts";
import { checkFeaturesOf, decodeEncoded } from "./decode_encoded.ts";
import { encodeBlob } from "./encode.ts";
import { encodeBoosted } from "./encode_boosted.ts";
import { encodeEncoded } from "./encode_encoded.ts";
import { type BitModel, withEncoder } from "../encoders/encoded_model.ts";
import { isBoosted, isEncoded, type Model } from "../model.ts";
import { HEAD_BOOSTED, HEAD_ENCODED, OFFSET } from "./layout.ts";

/**
 * Decodes a blob. The model shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeModel(bytes: Uint8Array): Model {
  if (bytes[OFFSET.head] !== HEAD_ENCODED) return decodeBits(bytes);
  const { encoder, inner } = decodeEncoded(bytes);
  const model = decodeBits(inner);
  checkFeaturesOf(encoder, model.features);
  return withEncoder(encoder, model);
}

/** Decodes a blob whose model reads bits. */
function decodeBits(bytes: Uint8Array): BitModel {
  return bytes[OFFSET.head] === HEAD_BOOSTED ? decodeBoosted(bytes) : decodeBlob(bytes);
}

/**
 * Encodes a model.
 *
 * @throws {RoteError} as `encodeBlob`, `encodeBoosted` and `encodeEncoded`
 */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  if (isEncoded(model)) return encodeEncoded(model.encoder, encodeModel(model.model));
  return isBoosted(model) ? encodeBoosted(model) : encodeBlob(model);
}
