/**
 * Writing networks for pairs of classes as a blob: head 2 of `docs/blob-format.md`.
 *
 * @module
 */

import { refuse } from "../../errors.ts";
import { MAX_BLOB_BYTES, MAX_PAIRWISE_CLASSES } from "../../limits.ts";
import { isVotingPair } from "./pair_network.ts";
import { pairsOf, type PairwiseNetworks } from "./model.ts";
import { crc32c } from "../../blob/crc32c.ts";
import { encodeNetwork } from "../network/encode.ts";
import { CHECKSUM_BYTES, FORMAT_VERSION, HEAD_PAIRWISE, MAGIC, OFFSET } from "../../blob/layout.ts";
import { PAIRWISE_OFFSET } from "./blob_layout.ts";
import { encodeVoting } from "../voting/encode.ts";
import { encodeText } from "../../blob/text.ts";

/**
 * Encodes networks for pairs of classes. What the networks say of features, classes and metadata is
 * what they have to say: their own words are not asked for.
 *
 * @throws {RoteError} the errors of `checkClasses` or `metadata_not_legal` for text that the format
 *   does not hold; `network_too_large` if the blob would exceed its limit
 */
export function encodePairwise(model: PairwiseNetworks): Uint8Array<ArrayBuffer> {
  const { features, classes, pairs, scale, metadata } = model;
  const text = encodeText({ classes, metadata }, MAX_PAIRWISE_CLASSES);
  let checksumAt: number = PAIRWISE_OFFSET.text + text.length;
  const blobs = pairsOf(classes.length).map(({ low, high }, index) => {
    const names = [classes[low]!, classes[high]!];
    const said = { features, classes: names, metadata: {} };
    const network = pairs[index]!;
    const blob = isVotingPair(network)
      ? encodeVoting({ ...network, ...said })
      : encodeNetwork({ ...network, ...said });
    checksumAt += blob.length;
    if (checksumAt + CHECKSUM_BYTES > MAX_BLOB_BYTES) throw tooLarge();
    return blob;
  });
  const bytes = new Uint8Array(checksumAt + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(OFFSET.magic, MAGIC, true);
  view.setUint16(OFFSET.version, FORMAT_VERSION, true);
  view.setUint32(OFFSET.length, bytes.length, true);
  view.setUint32(OFFSET.features, features, true);
  view.setUint8(OFFSET.head, HEAD_PAIRWISE);
  view.setUint16(OFFSET.classes, classes.length, true);
  view.setUint32(OFFSET.textLength, text.length, true);
  view.setUint32(PAIRWISE_OFFSET.scale, scale, true);
  bytes.set(text, PAIRWISE_OFFSET.text);
  let at = PAIRWISE_OFFSET.text + text.length;
  for (const blob of blobs) {
    bytes.set(blob, at);
    at += blob.length;
  }
  view.setUint32(checksumAt, crc32c(bytes.subarray(0, checksumAt)), true);
  return bytes;
}

function tooLarge() {
  return refuse("network_too_large", `The blob would have more than ${MAX_BLOB_BYTES} bytes`);
}
