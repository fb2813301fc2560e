/**
 * The record of what the wires of a boosting run are chosen by. Built from `tools/kernel_records.ts` by `deno task kernels`, as is what
 * reads it in AssemblyScript; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** Bytes of a record. */
export const CHOICE_RECORD_BYTES = 36;

/** What the kernels must know of what the wires of a boosting run are chosen by. Places are byte offsets in their memory. */
export interface ChoiceRecord {
  /** Features that are tried for a wire. */
  readonly candidates: number;
  /** Features that are drawn for a wire, so that enough of them are new. */
  readonly listed: number;
  /** For each table and wire the features that are drawn, u16. */
  readonly lists: number;
  /** Features of a row. */
  readonly features: number;
  /** For each copy and feature the column that shows it, u32. */
  readonly columns: number;
  /** Each sample, u32: for each copy, and behind them all, its first byte; then where bytes lie. */
  readonly samples: number;
  /** Samples that take turns. */
  readonly sampleCount: number;
  /** Bytes of a sample's columns: a multiple of 16. */
  readonly sampleBytes: number;
  /** For each table the wires that are chosen, u16, written. */
  readonly wires: number;
}

/** Writes a record. */
export function writeChoiceRecord(
  { buffer }: { readonly buffer: ArrayBuffer | SharedArrayBuffer },
  at: number,
  record: ChoiceRecord,
): void {
  new Uint32Array(buffer, at, 9).set([
    record.candidates,
    record.listed,
    record.lists,
    record.features,
    record.columns,
    record.samples,
    record.sampleCount,
    record.sampleBytes,
    record.wires,
  ]);
}

/** Reads a record from a memory as numbers of each kind. */
export function readChoiceRecord(
  { i32, u32 }: { readonly i32: Int32Array; readonly u32: Uint32Array },
  place: number,
): Required<ChoiceRecord> {
  const at = place >>> 2;
  return {
    candidates: i32[at]!,
    listed: i32[at + 1]!,
    lists: u32[at + 2]!,
    features: i32[at + 3]!,
    columns: u32[at + 4]!,
    samples: u32[at + 5]!,
    sampleCount: i32[at + 6]!,
    sampleBytes: i32[at + 7]!,
    wires: u32[at + 8]!,
  };
}
