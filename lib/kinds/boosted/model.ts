/**
 * Boosted tables: one layer of lookup tables with small integers as entries, summed up per class.
 * Each table belongs to a split of the classes into two halves, and its entry at a row's address
 * speaks for the one half against the other. Decoding a blob gives them, training gives them;
 * inference reads them and nothing changes them. Everything in them is data.
 *
 * @module
 */

/** A trained layer of tables. */
export interface BoostedTables {
  /** Tells them from other models. */
  readonly kind: "boosted";
  /** Input bits. */
  readonly features: number;
  /** The names of the classes, 2 to 256. */
  readonly classes: readonly string[];
  /** Wires of each table. */
  readonly arity: number;
  /** Number of tables. */
  readonly width: number;
  /** width x arity: the feature that each wire reads; those of a table are distinct. */
  readonly wires: Uint16Array;
  /** width x 2^arity: for each table its entries in address order, from -127 to 127. */
  readonly entries: Int8Array;
  /**
   * splits x classes of 0 or 1: which classes the tables of a split speak for. Table u belongs to
   * split u % splits. Two classes have one split, which is class 1.
   */
  readonly splits: Uint8Array;
  /** What one unit of an entry is worth, in 1/65,536 of a logit: 1 to 1,048,576. */
  readonly scale: number;
  /** What is known about the training, as text. Never interpreted. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Number of splits. */
export function splitCount({ splits, classes }: BoostedTables): number {
  return splits.length / classes.length;
}
