/**
 * Reading a file of rows with labels as a data set of named classes, and saying so.
 *
 * @module
 */

import type { DataSet, Encoder, InputShape, ValueSet } from "../lib/mod.ts";
import { about } from "./failure.ts";
import { loadRows } from "./formats/load.ts";
import { toDataSet, toValueSet } from "./groups.ts";
import { type ReadingFlags, readingOptions } from "./options.ts";
import { writeErr } from "./terminal.ts";

/** A data set and what its file says of it. */
export interface DataSetFile {
  readonly data: DataSet;
  /** What the rows are as images, if the file says it. */
  readonly shape?: InputShape;
}

/**
 * Reads a data set of bits.
 *
 * @param labelsFile IDX: the file with the labels of the images
 * @param classes the classes to keep to; by default those of the groups or of the labels
 * @param encoder makes bits of the numbers and categories of CSV
 * @throws {FileError} naming the file around what is wrong with it
 */
export async function loadDataSet(
  path: string,
  flags: ReadingFlags,
  labelsFile: string | undefined,
  classes?: readonly string[],
  encoder?: Encoder,
): Promise<DataSetFile> {
  const start = performance.now();
  const options = readingOptions(flags, "required", labelsFile);
  const loaded = await loadRows(path, { ...options, cells: encoder });
  const data = await about(path, () => toDataSet(loaded, flags.group ?? [], classes));
  tellRead(data.rows.rows, `${data.rows.columns} features`, start);
  return { data, ...(loaded.shape ? { shape: loaded.shape } : {}) };
}

/**
 * Reads a data set of bits, or of numbers and categories: CSV with a cell that is neither 0 nor 1.
 *
 * @throws {FileError} as {@linkcode loadDataSet}
 */
export async function loadTraining(
  path: string,
  flags: ReadingFlags,
  labelsFile: string | undefined,
): Promise<DataSetFile | ValueSet> {
  const start = performance.now();
  const options = readingOptions(flags, "required", labelsFile);
  const loaded = await loadRows(path, { ...options, cells: "typed" });
  if ("values" in loaded) {
    const data = await about(path, () => toValueSet(loaded, flags.group ?? []));
    tellRead(data.values.rows, `${data.values.columns.length} columns`, start);
    return data;
  }
  const data = await about(path, () => toDataSet(loaded, flags.group ?? []));
  tellRead(data.rows.rows, `${data.rows.columns} features`, start);
  return { data, ...(loaded.shape ? { shape: loaded.shape } : {}) };
}

function tellRead(rows: number, what: string, start: number): void {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  writeErr(`Read ${rows} rows of ${what} in ${seconds} s\n`);
}
