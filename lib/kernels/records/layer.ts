/**
 * The record of a layer. Built from `tools/kernel_records.ts` by `deno task kernels`, as is what
 * reads it in AssemblyScript; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** Bytes of a record. */
export const LAYER_RECORD_BYTES = 68;

/** What the kernels must know of a layer. Places are byte offsets in their memory. */
export interface LayerRecord {
  /** Wires of a LUT. */
  readonly arity: number;
  /** Columns of the layer below. */
  readonly inputs: number;
  /** Columns of the layer itself; 0 if nobody wants them. */
  readonly outputs: number;
  /** Wires, u16. */
  readonly wires: number;
  /** Truth tables; 32 bytes beyond the last are read. */
  readonly tables: number;
  /** Bytes of a column: 16 for each 128 rows. */
  readonly columnBytes: number;
  /** A column of zeros, which stands for wires that a LUT has not got. */
  readonly zeros: number;
  /** Training: bytes of a column for class 1; class 0 follows. */
  readonly bytesOfOnes?: number;
  /** Training: rows of padding in class 1 less those in class 0. */
  readonly padding?: number;
  /** Training: number of one row of padding; all of them are alike. */
  readonly paddingRow?: number;
  /** Training: number of the layer, from 1. */
  readonly number?: number;
  /** Training: the seed. */
  readonly seed?: number;
  /** Training: numbers of the LUTs before pruning, u32. */
  readonly luts?: number;
  /** Training: for each LUT rows right less rows wrong, i32, written. */
  readonly surpluses?: number;
  /** Inference: 16 bytes a column, and the first 32 rows alone matter. */
  readonly hasFewRows?: boolean;
  /** Training leave-one-out: a column, 1 for each row but padding. */
  readonly realRows?: number;
}

/** Writes a record. */
export function writeLayerRecord(
  { buffer }: { readonly buffer: ArrayBuffer | SharedArrayBuffer },
  at: number,
  record: LayerRecord,
): void {
  new Uint32Array(buffer, at, 17).set([
    record.arity,
    record.inputs,
    record.outputs,
    record.wires,
    record.tables,
    record.columnBytes,
    record.zeros,
    record.bytesOfOnes ?? 0,
    record.padding ?? 0,
    record.paddingRow ?? 0,
    record.number ?? 0,
    (record.seed ?? 0) >>> 0,
    Math.floor((record.seed ?? 0) / 0x1_0000_0000),
    record.luts ?? 0,
    record.surpluses ?? 0,
    record.hasFewRows ? 1 : 0,
    record.realRows ?? 0,
  ]);
}

/** Reads a record from a memory as numbers of each kind. */
export function readLayerRecord(
  { i32, u32 }: { readonly i32: Int32Array; readonly u32: Uint32Array },
  place: number,
): Required<LayerRecord> {
  const at = place >>> 2;
  return {
    arity: i32[at]!,
    inputs: u32[at + 1]!,
    outputs: u32[at + 2]!,
    wires: u32[at + 3]!,
    tables: u32[at + 4]!,
    columnBytes: i32[at + 5]!,
    zeros: u32[at + 6]!,
    bytesOfOnes: i32[at + 7]!,
    padding: i32[at + 8]!,
    paddingRow: i32[at + 9]!,
    number: i32[at + 10]!,
    seed: u32[at + 12]! * 0x1_0000_0000 + u32[at + 11]!,
    luts: u32[at + 13]!,
    surpluses: u32[at + 14]!,
    hasFewRows: u32[at + 15] !== 0,
    realRows: u32[at + 16]!,
  };
}
