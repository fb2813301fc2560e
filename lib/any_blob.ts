/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { decodeBlob } from "./kinds/network/decode.ts";
import { decodeBoosted } from "./kinds/boosted/decode.ts";
import { checkFeaturesOf, decodeEncoded } from "./encoders/decode_blob.ts";
import { decodePairwise } from "./kinds/pairwise/decode.ts";
import { decodeVoting } from "./kinds/voting/decode.ts";
import { encodeBlob } from "./kinds/network/encode.ts";
import { encodeBoosted } from "./kinds/boosted/encode.ts";
import { encodeEncoded } from "./encoders/encode_blob.ts";
import { encodePairwise } from "./kinds/pairwise/encode.ts";
import { encodeVoting } from "./kinds/voting/encode.ts";
import { type BitModel, withEncoder } from "./encoders/encoded_model.ts";
import { isBoosted, isEncoded, isPairwise, isVoting, type Model } from "./any_model.ts";
import { HEAD_BOOSTED, HEAD_ENCODED, HEAD_PAIRWISE, HEAD_VOTING, OFFSET } from "./blob/layout.ts";

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
  switch (bytes[OFFSET.head]) {
    case HEAD_VOTING:
      return decodeVoting(bytes);
    case HEAD_PAIRWISE:
      return decodePairwise(bytes);
    case HEAD_BOOSTED:
      return decodeBoosted(bytes);
    default:
      return decodeBlob(bytes);
  }
}

/**
 * Encodes a model.
 *
 * @throws {RoteError} as the encoder of its kind: `encodeBlob`, `encodeVoting`, `encodePairwise`,
 *   `encodeBoosted`, `encodeEncoded`
 */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  if (isEncoded(model)) return encodeEncoded(model.encoder, encodeModel(model.model));
  if (isBoosted(model)) return encodeBoosted(model);
  if (isPairwise(model)) return encodePairwise(model);
  return isVoting(model) ? encodeVoting(model) : encodeBlob(model);
}
