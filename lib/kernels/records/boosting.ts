/**
 * The record of a boosting run. Built from `tools/kernel_records.ts` by `deno task kernels`, as is what
 * reads it in AssemblyScript; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** Bytes of a record. */
export const BOOSTING_RECORD_BYTES = 76;

/** What the kernels must know of a boosting run. Places are byte offsets in their memory. */
export interface BoostingRecord {
  /** Wires of a table. */
  readonly arity: number;
  /** Number of tables. */
  readonly tables: number;
  /** Copies of the rows, the rows themselves included. */
  readonly copies: number;
  /** Bytes of a column: 16 for each 128 rows. */
  readonly columnBytes: number;
  /** Number of classes. */
  readonly classes: number;
  /** Number of splits. */
  readonly splitCount: number;
  /** A byte of 0 or 1 for each class of each split. */
  readonly splits: number;
  /** For each table and copy the columns that wires read, 16 places, u32. */
  readonly wired: number;
  /** The columns of a label's eight bits and of two flags, likewise. */
  readonly wiredLabels: number;
  /** Labels of the rows with their flags, u16, written. */
  readonly labels: number;
  /** For each table of a batch addresses of the samples, u16, written. */
  readonly addresses: number;
  /** For each table of a batch, or fewer splits, gradients, i16, written. */
  readonly gradients: number;
  /** For each class the scores of the samples, i32, written. */
  readonly scores: number;
  /** For each table of a batch and address gradients, spreads, f32, written. */
  readonly sums: number;
  /** Entries, i8, written. */
  readonly entries: number;
  /** See `dampingOf` of `boosting_arithmetic.ts`. */
  readonly damping: number;
  /** See `halvingsOf` of `boosting_arithmetic.ts`. */
  readonly halvings: number;
  /** Tables between two refreshes of the softmax, at most 16. */
  readonly batch: number;
  /** What wires are chosen by (`choice.ts`); 0 if they are drawn. */
  readonly choice?: number;
}

/** Writes a record. */
export function writeBoostingRecord(
  { buffer }: { readonly buffer: ArrayBuffer | SharedArrayBuffer },
  at: number,
  record: BoostingRecord,
): void {
  new Uint32Array(buffer, at, 19).set([
    record.arity,
    record.tables,
    record.copies,
    record.columnBytes,
    record.classes,
    record.splitCount,
    record.splits,
    record.wired,
    record.wiredLabels,
    record.labels,
    record.addresses,
    record.gradients,
    record.scores,
    record.sums,
    record.entries,
    0,
    0,
    record.batch,
    record.choice ?? 0,
  ]);
  new Float32Array(buffer, at + 60, 1)[0] = record.damping;
  new Float32Array(buffer, at + 64, 1)[0] = record.halvings;
}

/** Reads a record from a memory as numbers of each kind. */
export function readBoostingRecord(
  { f32, i32, u32 }: { readonly f32: Float32Array; readonly i32: Int32Array; readonly u32: Uint32Array },
  place: number,
): Required<BoostingRecord> {
  const at = place >>> 2;
  return {
    arity: i32[at]!,
    tables: i32[at + 1]!,
    copies: i32[at + 2]!,
    columnBytes: i32[at + 3]!,
    classes: i32[at + 4]!,
    splitCount: i32[at + 5]!,
    splits: u32[at + 6]!,
    wired: u32[at + 7]!,
    wiredLabels: u32[at + 8]!,
    labels: u32[at + 9]!,
    addresses: u32[at + 10]!,
    gradients: u32[at + 11]!,
    scores: u32[at + 12]!,
    sums: u32[at + 13]!,
    entries: u32[at + 14]!,
    damping: f32[at + 15]!,
    halvings: f32[at + 16]!,
    batch: i32[at + 17]!,
    choice: u32[at + 18]!,
  };
}
