/**
 * Blobs of any head: the one door for whoever does not know beforehand what a blob holds.
 *
 * @module
 */

import { decodeBlob } from "./decode.ts";
import { decodeBoosted } from "./decode_boosted.ts";
import { encodeBlob } from "./encode.ts";
import { encodeBoosted } from "./encode_boosted.ts";
import { isBoosted, type Model } from "../model.ts";
import { HEAD_BOOSTED, OFFSET } from "./layout.ts";

/**
 * Decodes a blob. The model shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeModel(bytes: Uint8Array): Model {
  return bytes[OFFSET.head] === HEAD_BOOSTED ? decodeBoosted(bytes) : decodeBlob(bytes);
}

/**
 * Encodes a model.
 *
 * @throws {RoteError} as `encodeBlob` and `encodeBoosted`
 */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  return isBoosted(model) ? encodeBoosted(model) : encodeBlob(model);
}
