/**
 * The memory of the kernels as TypeScript sees it.
 *
 * @module
 */

import type { LayerRecord } from "../records/layer.ts";

/** One memory as numbers of each size. Indices are byte offsets divided by the size. */
export interface Views {
  readonly bytes: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly i16: Int16Array;
  readonly i8: Int8Array;
  readonly f32: Float32Array;
}

/** The record of a layer, read. */
export type LayerView = Required<LayerRecord>;

/** Looks at a memory. */
export function viewsOf(buffer: ArrayBuffer | SharedArrayBuffer): Views {
  return {
    bytes: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    u32: new Uint32Array(buffer),
    i32: new Int32Array(buffer),
    i16: new Int16Array(buffer),
    i8: new Int8Array(buffer),
    f32: new Float32Array(buffer),
  };
}

/** Where the column that wire `wire` of a LUT reads begins, as an index of 32-bit words. */
export function columnWord(views: Views, record: LayerView, lut: number, wire: number): number {
  if (wire >= record.arity) return record.zeros >>> 2;
  const below = views.u16[(record.wires >>> 1) + lut * record.arity + wire]!;
  return (record.inputs + below * record.columnBytes) >>> 2;
}
