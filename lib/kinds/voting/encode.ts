/**
 * Writing a voting network as a blob: head 1 of `docs/blob-format.md`. Dead LUTs are dropped on the
 * way, so a network and its pruned copy give the same bytes.
 *
 * @module
 */

import { pruneNetwork } from "../network/live.ts";
import type { VotingNetwork } from "./model.ts";
import { sealBlob, startBlob } from "../network/encode.ts";
import { findVotingSections, HEAD_VOTING } from "../../blob/layout.ts";
import { encodeText } from "../../blob/text.ts";

/**
 * Encodes a voting network.
 *
 * @throws {RoteError} `class_name_not_legal` or `metadata_not_legal` for text that the format does
 *   not hold; `network_too_large` if the blob would exceed its limit
 */
export function encodeVoting(network: VotingNetwork): Uint8Array<ArrayBuffer> {
  const pruned = pruneNetwork(network);
  const text = encodeText(pruned);
  const sections = findVotingSections(pruned.features, pruned.layers, text.length);
  const bytes = startBlob(HEAD_VOTING, pruned, text, sections);
  new DataView(bytes.buffer).setUint32(sections.scaleAt, pruned.scale, true);
  return sealBlob(bytes, sections);
}
