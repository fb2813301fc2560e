/**
 * Where everything is in a blob of head 4, as `docs/blob-format.md` lays it down.
 *
 * @module
 */

import { MAX_CATEGORY_BYTES, MAX_COLUMN_NAME_BYTES, MAX_COLUMNS, MAX_FEATURES } from "../limits.ts";

/** Offsets of the header's fields behind the first 12 bytes, in bytes. */
export const ENCODED_OFFSET = {
  columns: 12,
  head: 16,
  reserved: 17,
  sectionLength: 20,
  section: 24,
};

/** The kinds of columns, by the byte that says them. */
export const COLUMN_KINDS = ["number", "category"] as const;

/** Bytes of a column before its name: u8 kind, u8 missing, u16 entries, u16 length of the name. */
export const COLUMN_HEAD_BYTES = 6;

/** Bytes of a threshold. */
export const THRESHOLD_BYTES = 8;

/** Bytes of the longest encoder section that the limits allow. */
export const MAX_ENCODER_BYTES: number = MAX_COLUMNS *
    (COLUMN_HEAD_BYTES + MAX_COLUMN_NAME_BYTES) + MAX_FEATURES * (2 + MAX_CATEGORY_BYTES);
