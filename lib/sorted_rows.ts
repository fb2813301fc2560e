/**
 * The training rows sorted by label and packed along the rows. Rows of class 1 come first, so that
 * counting them up and the others down needs no label.
 *
 * Padding: each class is filled up with rows of zeros to whole words of 32 rows. All rows of
 * padding are alike, hence reach the same address at every LUT; one count is corrected for them.
 *
 * @module
 */

import type { DataSet } from "./data_set.ts";
import { type BitColumns, columnsFromRows, wordsFor, zeroColumns } from "./kernels/bit_columns.ts";
import { type Addresses, addressOf, countAddresses, mergeCounts } from "./kernels/lut_kernels.ts";

/** Training rows in label order. */
export interface SortedRows {
  /** Rows of class 1. */
  readonly ones: number;
  /** Rows of class 0. */
  readonly zeros: number;
  /** Words of 32 rows that class 1 takes; those of class 0 follow up to the end. */
  readonly wordsOfOnes: number;
  /** The features. */
  readonly columns: BitColumns;
}

/** Words that the sorted rows of a data set take, padding included. */
export function sortedWords(labels: Uint8Array): { wordsOfOnes: number; words: number } {
  const ones = countOnes(labels);
  const wordsOfOnes = wordsFor(ones);
  return { wordsOfOnes, words: wordsOfOnes + wordsFor(labels.length - ones) };
}

/** Sorts the rows of a data set of two classes by label; within a class they keep their order. */
export function sortByLabel(data: DataSet): SortedRows {
  const { wordsOfOnes, words } = sortedWords(data.labels);
  const order = new Int32Array(words * 32).fill(-1);
  let one = 0;
  let zero = wordsOfOnes * 32;
  data.labels.forEach((label, row) => {
    if (label === 1) order[one++] = row;
    else order[zero++] = row;
  });
  const columns = zeroColumns(data.rows.columns, words);
  columnsFromRows(columns, data.rows, order);
  return { ones: one, zeros: data.labels.length - one, wordsOfOnes, columns };
}

/** Sets `counts` to the rows of class 1 less the rows of class 0 at each address of one LUT. */
export function countDifferences(
  counts: Int32Array,
  addresses: Addresses,
  arity: number,
  sorted: SortedRows,
): void {
  const { wordsOfOnes } = sorted;
  counts.fill(0);
  countAddresses(counts, addresses, arity, 0, wordsOfOnes, 1);
  countAddresses(counts, addresses, arity, wordsOfOnes, addresses.words, -1);
  mergeCounts(counts, arity);
  const { ofOnes, ofZeros, row } = padding(sorted);
  if (ofOnes + ofZeros > 0) counts[addressOf(addresses, arity, row)]! -= ofOnes - ofZeros;
}

/** Sets `counts` to the rows of one class, 1 or 0, at each address of one LUT. */
export function countClass(
  counts: Int32Array,
  addresses: Addresses,
  arity: number,
  sorted: SortedRows,
  label: 0 | 1,
): void {
  const { wordsOfOnes } = sorted;
  counts.fill(0);
  if (label === 1) countAddresses(counts, addresses, arity, 0, wordsOfOnes, 1);
  else countAddresses(counts, addresses, arity, wordsOfOnes, addresses.words, 1);
  mergeCounts(counts, arity);
  const { ofOnes, ofZeros, row } = padding(sorted);
  const rows = label === 1 ? ofOnes : ofZeros;
  if (rows > 0) counts[addressOf(addresses, arity, row)]! -= rows;
}

/** Rows of padding in each class, and the place of one of them if there are any. */
function padding(sorted: SortedRows): { ofOnes: number; ofZeros: number; row: number } {
  const { ones, zeros, wordsOfOnes } = sorted;
  const ofOnes = wordsOfOnes * 32 - ones;
  const ofZeros = (sorted.columns.words - wordsOfOnes) * 32 - zeros;
  return { ofOnes, ofZeros, row: ofOnes > 0 ? ones : wordsOfOnes * 32 + zeros };
}

function countOnes(labels: Uint8Array): number {
  let ones = 0;
  for (const label of labels) ones += label;
  return ones;
}
