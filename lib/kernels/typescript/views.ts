/**
 * The memory of the kernels as TypeScript sees it.
 *
 * @module
 */

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

/** The fields of a layer's record that the TypeScript kernels read (`../layer_record.ts`). */
export function readRecord({ u32, i32 }: Views, layer: number) {
  const at = layer >>> 2;
  return {
    arity: u32[at]!,
    inputs: u32[at + 1]!,
    outputs: u32[at + 2]!,
    wires: u32[at + 3]!,
    tables: u32[at + 4]!,
    columnBytes: u32[at + 5]!,
    zeros: u32[at + 6]!,
    bytesOfOnes: u32[at + 7]!,
    padding: i32[at + 8]!,
    paddingRow: u32[at + 9]!,
    number: u32[at + 10]!,
    seed: u32[at + 12]! * 0x1_0000_0000 + u32[at + 11]!,
    luts: u32[at + 13]!,
    surpluses: u32[at + 14]!,
    hasFewRows: u32[at + 15] === 1,
    realRows: u32[at + 16]!,
  };
}

/** A layer's record, read. */
export type Record = ReturnType<typeof readRecord>;

/** Where the column that wire `wire` of a LUT reads begins, as an index of 32-bit words. */
export function columnWord(views: Views, record: Record, lut: number, wire: number): number {
  if (wire >= record.arity) return record.zeros >>> 2;
  const below = views.u16[(record.wires >>> 1) + lut * record.arity + wire]!;
  return (record.inputs + below * record.columnBytes) >>> 2;
}
