/**
 * Reading networks for pairs of classes from a blob that may come from anyone: head 2 of
 * `docs/blob-format.md`. A ladder like that of `decode.ts`, which the blob of each pair climbs in its
 * turn; what it returns is whole, and inference checks nothing again.
 *
 * @module
 */

import { RoteError } from "../../errors.ts";
import { CLASSES, MAX_FEATURES, MAX_PAIRWISE_CLASSES, MAX_SCALE } from "../../limits.ts";
import type { PairNetwork } from "./pair_network.ts";
import { type Pair, pairsOf, type PairwiseNetworks } from "./model.ts";
import { decodeNetwork } from "../network/decode.ts";
import { decodeVoting } from "../voting/decode.ts";
import {
  CHECKSUM_BYTES,
  HEAD_PAIRWISE,
  HEAD_VOTING,
  LEAST_BLOB_BYTES,
  OFFSET,
} from "../../blob/layout.ts";
import { PAIRWISE_OFFSET } from "./blob_layout.ts";
import { cannot, checkChecksum, checkLimit, readPreamble, viewOf } from "../../blob/preamble.ts";
import { decodeText, maxTextBytes } from "../../blob/text.ts";

/** The numbers in the header, within their limits. */
interface Header {
  readonly features: number;
  readonly classes: number;
  readonly textLength: number;
  readonly scale: number;
}

/**
 * Decodes a blob of head 2. The networks share no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung; what is wrong with the blob of a pair has
 *   its own code and names the pair
 */
export function decodePairwise(bytes: Uint8Array): PairwiseNetworks {
  const { features, classes: count, textLength, scale } = readHeader(bytes);
  const pairs = pairsOf(count);
  const blobs = findBlobs(bytes, PAIRWISE_OFFSET.text + textLength, pairs);
  const checksumAt = bytes.length - CHECKSUM_BYTES;
  checkChecksum(bytes, checksumAt);
  const text = bytes.subarray(PAIRWISE_OFFSET.text, PAIRWISE_OFFSET.text + textLength);
  const { classes, metadata } = decodeText(text, count);
  const networks = blobs.map((blob, index) => {
    const pair = pairs[index]!;
    const names = [classes[pair.low]!, classes[pair.high]!];
    const network = about(pair, () => decodePair(blob));
    about(pair, () => checkPair(network, features, names));
    return network;
  });
  return { kind: "pairwise", features, classes, pairs: networks, scale, metadata };
}

/** The first rungs: the preamble, the head and the numbers in the header. */
function readHeader(bytes: Uint8Array): Header {
  const view = readPreamble(bytes);
  const head = view.getUint8(OFFSET.head);
  if (head !== HEAD_PAIRWISE) throw cannot("blob_unknown_head", `its head is ${head}, not 2`);
  const features = view.getUint32(OFFSET.features, true);
  const classes = view.getUint16(OFFSET.classes, true);
  const textLength = view.getUint32(OFFSET.textLength, true);
  checkLimit("features", features, 1, MAX_FEATURES);
  checkLimit("classes", classes, CLASSES + 1, MAX_PAIRWISE_CLASSES);
  checkLimit("text length", textLength, 0, maxTextBytes(classes));
  if (PAIRWISE_OFFSET.text + CHECKSUM_BYTES > bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `its header takes ${PAIRWISE_OFFSET.text} bytes, and it has ${bytes.length}`,
    );
  }
  const scale = view.getUint32(PAIRWISE_OFFSET.scale, true);
  checkLimit("scale", scale, 1, MAX_SCALE);
  if (view.getUint8(PAIRWISE_OFFSET.reserved) !== 0) {
    throw cannot("blob_reserved_not_zero", "it has a reserved byte set");
  }
  return { features, classes, textLength, scale };
}

/** The bytes of each pair's blob by the lengths that they declare; together they end at the checksum. */
function findBlobs(bytes: Uint8Array, start: number, pairs: readonly Pair[]): Uint8Array[] {
  const view = viewOf(bytes);
  const end = bytes.length - CHECKSUM_BYTES;
  let at = start;
  const blobs = pairs.map((pair) => {
    const left = end - at;
    const length = left < LEAST_BLOB_BYTES ? LEAST_BLOB_BYTES : view.getUint32(
      at + OFFSET.length,
      true,
    );
    if (length < LEAST_BLOB_BYTES || length > left) {
      throw cannot(
        "blob_section_mismatch",
        `the blob of ${nameOf(pair)} takes ${length} bytes, and ${Math.max(0, left)} are left`,
      );
    }
    at += length;
    return bytes.subarray(at - length, at);
  });
  if (at !== end) {
    throw cannot("blob_section_mismatch", `${end - at} bytes are left over behind its pairs`);
  }
  return blobs;
}

/** Decodes the blob of a pair, of head 0 or 1. */
function decodePair(blob: Uint8Array): PairNetwork {
  return blob[OFFSET.head] === HEAD_VOTING ? decodeVoting(blob) : decodeNetwork(blob);
}

/** What the blob of a pair must say: what follows from the rest, so that there is one way to say it. */
function checkPair(network: PairNetwork, features: number, names: readonly string[]): void {
  if (network.features !== features) {
    throw cannot("blob_pair_mismatch", `it has ${network.features} features, not ${features}`);
  }
  if (network.classes.some((name, index) => name !== names[index])) {
    throw cannot("blob_pair_mismatch", "it has other classes than the two of the pair");
  }
  if (Object.keys(network.metadata).length > 0) {
    throw cannot("blob_pair_mismatch", "it has metadata");
  }
}

/** Does something about a pair, and names it in what is refused. */
function about<T>(pair: Pair, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const detail = error.message.replace("Cannot decode blob: ", "");
    throw cannot(error.code, `in the blob of ${nameOf(pair)}, ${detail}`);
  }
}

function nameOf({ low, high }: Pair): string {
  return `classes ${low} and ${high}`;
}
