/**
 * What the kernels must know of a layer, as 17 integers of 32 bits in their memory, so that kernels
 * of any kind and in any thread read the same (`assembly/layer.ts` reads them too).
 *
 * @module
 */

import type { Kernels } from "./kernels.ts";

/** Bytes of a record. */
export const RECORD_BYTES = 68;

/** A layer's record. Places are byte offsets in the memory of the kernels. */
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
  /** Bytes of a column. */
  readonly columnBytes: number;
  /** A column of zeros, which stands for wires that a LUT has not got. */
  readonly zeros: number;
  /** Inference: columns have 16 bytes, and only the first 32 rows matter; others may be anything. */
  readonly hasFewRows?: boolean;
  /** Training: bytes of a column that rows of class 1 take; those of class 0 follow. */
  readonly bytesOfOnes?: number;
  /** Training: rows of padding in class 1 less those in class 0. */
  readonly padding?: number;
  /** Training: one row of padding. */
  readonly paddingRow?: number;
  /** Training: number of the layer, from 1. */
  readonly number?: number;
  /** Training: the seed, an integer from 0 to 2^53 - 1. */
  readonly seed?: number;
  /** Training: numbers of the LUTs before pruning, u32. */
  readonly luts?: number;
  /** Training: for each LUT the rows that it predicts right less the others, i32, written. */
  readonly surpluses?: number;
  /**
   * Training: a column that is 1 for each row but padding, if each row's own vote is to be left out of
   * what the LUTs put out for it (`lib/kinds/network/training/leave_one_out.ts`); surpluses are those of these outputs then.
   */
  readonly realRows?: number;
}

/** Writes a record. */
export function writeRecord(kernels: Kernels, at: number, layer: LayerRecord): void {
  const seed = layer.seed ?? 0;
  new Uint32Array(kernels.buffer, at, 17).set([
    layer.arity,
    layer.inputs,
    layer.outputs,
    layer.wires,
    layer.tables,
    layer.columnBytes,
    layer.zeros,
    layer.bytesOfOnes ?? 0,
    layer.padding ?? 0,
    layer.paddingRow ?? 0,
    layer.number ?? 0,
    seed >>> 0,
    Math.floor(seed / 0x1_0000_0000),
    layer.luts ?? 0,
    layer.surpluses ?? 0,
    layer.hasFewRows ? 1 : 0,
    layer.realRows ?? 0,
  ]);
}
