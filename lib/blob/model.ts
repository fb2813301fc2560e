/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { decodeBlob } from "./decode.ts";
import { decodeBoosted } from "./decode_boosted.ts";
import { decodePairwise } from "./decode_pairwise.ts";
import { encodeBlob } from "./encode.ts";
import { encodeBoosted } from "./encode_boosted.ts";
import { encodePairwise } from "./encode_pairwise.ts";
import { isBoosted, isPairwise, isVoting, type Model } from "../model.ts";
import { decodeVoting } from "./decode_voting.ts";
import { encodeVoting } from "./encode_voting.ts";
import { HEAD_BOOSTED, HEAD_PAIRWISE, HEAD_VOTING, OFFSET } from "./layout.ts";

/**
 * Decodes a blob. The model shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeModel(bytes: Uint8Array): Model {
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
 * @throws {RoteError} as `encodeBlob`, `encodeVoting`, `encodePairwise` and `encodeBoosted`
 */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  if (isBoosted(model)) return encodeBoosted(model);
  if (isPairwise(model)) return encodePairwise(model);
  return isVoting(model) ? encodeVoting(model) : encodeBlob(model);
}
