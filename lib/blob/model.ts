/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { decodeBlob } from "./decode.ts";
import { decodeBoosted } from "./decode_boosted.ts";
import { encodeBlob } from "./encode.ts";
import { encodeBoosted } from "./encode_boosted.ts";
import { isBoosted, isVoting, type Model } from "../model.ts";
import { decodeVoting } from "./decode_voting.ts";
import { encodeVoting } from "./encode_voting.ts";
import { HEAD_BOOSTED, HEAD_VOTING, OFFSET } from "./layout.ts";

/**
 * Decodes a blob. The model shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeModel(bytes: Uint8Array): Model {
  if (bytes[OFFSET.head] === HEAD_BOOSTED) return decodeBoosted(bytes);
  return bytes[OFFSET.head] === HEAD_VOTING ? decodeVoting(bytes) : decodeBlob(bytes);
}

/**
 * Encodes a model.
 *
 * @throws {RoteError} as `encodeBlob`, `encodeVoting` and `encodeBoosted`
 */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  if (isBoosted(model)) return encodeBoosted(model);
  return isVoting(model) ? encodeVoting(model) : encodeBlob(model);
}
