/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { decodeBlob } from "./decode.ts";
import { decodeBoosted } from "./decode_boosted.ts";
import { checkFeaturesOf, decodeEncoded } from "./decode_encoded.ts";
import { decodePairwise } from "./decode_pairwise.ts";
import { decodeVoting } from "./decode_voting.ts";
import { encodeBlob } from "./encode.ts";
import { encodeBoosted } from "./encode_boosted.ts";
import { encodeEncoded } from "./encode_encoded.ts";
import { encodePairwise } from "./encode_pairwise.ts";
import { encodeVoting } from "./encode_voting.ts";
import { type BitModel, withEncoder } from "../encoders/encoded_model.ts";
import { isBoosted, isEncoded, isPairwise, isVoting, type Model } from "../model.ts";
import { HEAD_BOOSTED, HEAD_ENCODED, HEAD_PAIRWISE, HEAD_VOTING, OFFSET } from "./layout.ts";

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
