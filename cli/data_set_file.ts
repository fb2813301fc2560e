/**
 * Reading a file of rows with labels as a data set of named classes, and saying so.
 *
 * @module
 */

import type { DataSet, InputShape } from "../lib/mod.ts";
import { about } from "./failure.ts";
import { loadRows } from "./formats/load.ts";
import { toDataSet } from "./groups.ts";
import { type ReadingFlags, readingOptions } from "./options.ts";
import { writeErr } from "./terminal.ts";

/** A data set and what its file says of it. */
export interface DataSetFile {
  readonly data: DataSet;
  /** What the rows are as images, if the file says it. */
  readonly shape?: InputShape;
}

/**
 * Reads a data set.
 *
 * @param labelsFile IDX: the file with the labels of the images
 * @param classes the classes to keep to; by default those of the groups or of the labels
 * @throws {FileError} naming the file around what is wrong with it
 */
export async function loadDataSet(
  path: string,
  flags: ReadingFlags,
  labelsFile: string | undefined,
  classes?: readonly string[],
): Promise<DataSetFile> {
  const start = performance.now();
  const loaded = await loadRows(path, readingOptions(flags, "required", labelsFile));
  const data = await about(path, () => toDataSet(loaded, flags.group ?? [], classes));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  writeErr(`Read ${data.rows.rows} rows of ${data.rows.columns} features in ${seconds} s\n`);
  return { data, ...(loaded.shape ? { shape: loaded.shape } : {}) };
}
