/**
 * Reading a voting network from a blob that may come from anyone: head 1 of `docs/blob-format.md`. A
 * ladder like that of `decode.ts`, most of it the same rungs; what it returns is whole, and inference
 * checks nothing again.
 *
 * @module
 */

import { MAX_SCALE, MAX_VOTES } from "../../limits.ts";
import type { VotingNetwork } from "./model.ts";
import { checkArities, readHeader, readLayers } from "../network/decode.ts";
import { findVotingSections, HEAD_VOTING } from "../../blob/layout.ts";
import { cannot, checkChecksum, checkLimit, viewOf } from "../../blob/preamble.ts";
import { decodeText } from "../../blob/text.ts";

/**
 * Decodes a blob of head 1. The network shares no memory with `bytes`.
 *
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeVoting(bytes: Uint8Array): VotingNetwork {
  const { features, classes, textLength, layers: sizes } = readHeader(bytes, HEAD_VOTING);
  const sections = findVotingSections(features, sizes, textLength);
  if (sections.length !== bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `its sections take ${sections.length} bytes, and it has ${bytes.length}`,
    );
  }
  checkArities(features, sizes);
  const voters = sizes.at(-1)!.width;
  if (voters > MAX_VOTES) {
    throw cannot(
      "blob_head_mismatch",
      `its last layer has ${voters} LUTs, and at most ${MAX_VOTES} vote`,
    );
  }
  const view = viewOf(bytes);
  checkChecksum(bytes, sections.checksumAt);
  const text = decodeText(bytes.subarray(sections.textAt, sections.textAt + textLength), classes);
  const layers = readLayers(bytes, features, sizes, sections);
  const scale = view.getUint32(sections.scaleAt, true);
  checkLimit("scale", scale, 1, MAX_SCALE);
  const { classes: names, metadata } = text;
  return { kind: "voting", features, layers, classes: names, scale, metadata };
}
