/**
 * An encoder as bytes, for the way from thread to thread: one of many columns has so many parts that
 * handing them over one by one keeps others waiting on either side.
 *
 * @module
 */

import type { Column, Encoder } from "../../lib/mod.ts";

/** An encoder as the bytes of its JSON, which has every number as it is. */
export type PackedEncoder = Uint8Array<ArrayBuffer>;

/** Packs an encoder. */
export function packEncoder({ columns }: Encoder): PackedEncoder {
  const plain = columns.map((column) =>
    column.kind === "number" ? { ...column, thresholds: [...column.thresholds] } : column
  );
  return new TextEncoder().encode(JSON.stringify(plain));
}

/** The encoder that was packed. */
export function unpackEncoder(packed: PackedEncoder): Encoder {
  const columns: Column[] = JSON.parse(new TextDecoder().decode(packed));
  return {
    columns: columns.map((column) =>
      column.kind === "number"
        ? { ...column, thresholds: Float64Array.from(column.thresholds) }
        : column
    ),
  };
}
