/**
 * Where everything is in a blob of head 2, networks for pairs of classes (`docs/blob-format.md`).
 * Encoder and decoder share it and nothing else.
 *
 * @module
 */

import { OFFSET } from "../../blob/layout.ts";

/** Offsets of the fields that other heads do not have, in bytes. The blobs of the pairs follow the text. */
export const PAIRWISE_OFFSET = {
  reserved: OFFSET.layers,
  scale: OFFSET.layerTable,
  text: OFFSET.layerTable + 4,
} as const;
