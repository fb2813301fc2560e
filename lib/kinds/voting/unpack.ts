/**
 * Reading a blob of a network that votes without a question whether it is right, as `unpack.ts` reads
 * one of a network: for modules that carry a blob of their own.
 *
 * @module
 */

import type { VotingNetwork } from "./model.ts";
import { CHECKSUM_BYTES } from "../../blob/layout.ts";
import { unpackNetwork } from "../network/unpack.ts";

/** Bytes of the scale and the checksum, which end the blob. */
const TAIL_BYTES = 4 + CHECKSUM_BYTES;

/**
 * Reads what a network that votes needs to predict from a blob that is known to be whole.
 *
 * @param classes the names of its classes; text is not read here, nor is metadata
 */
export function unpackVoting(bytes: Uint8Array, classes: readonly string[]): VotingNetwork {
  // The layers are those of any network. What that takes for margins is none.
  const { features, layers, metadata } = unpackNetwork(bytes, classes);
  const scaleAt = bytes.byteOffset + bytes.length - TAIL_BYTES;
  const scale = new DataView(bytes.buffer, scaleAt).getUint32(0, true);
  return { kind: "voting", features, layers, classes, scale, metadata };
}
