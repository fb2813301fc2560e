/**
 * Reading rows from a file, whatever its format: what is in it decides, not its name. IDX starts
 * with two zero bytes, PLA with a directive after its comments, and everything else is CSV; each may
 * be compressed with gzip.
 *
 * @module
 */

import {
  type BitMatrix,
  checkLabelCount,
  type Encoder,
  type InputShape,
  type ValueTable,
} from "../../lib/mod.ts";
import { readCsv } from "../../models/requests/csv.ts";
import { about, InputError, UsageError } from "../failure.ts";
import { readIdxImages, readIdxLabels } from "./idx.ts";
import { gunzip, peek } from "./peek.ts";
import { readPla } from "./pla.ts";

/** How to read a file of rows. */
export interface ReadingOptions {
  /** An IDX file with the labels of IDX images. */
  readonly labelsFile?: string | undefined;
  /** IDX: a feature is 1 where the pixel is at least this, 0 to 255. */
  readonly threshold: number;
  /** CSV: name of the column of labels. */
  readonly label: string;
  /** PLA: index of the output that is the label. */
  readonly output: number;
  readonly labels: "required" | "optional";
  /** What the cells of CSV are, as for `readCsv`. An encoder reads CSV and nothing else. */
  readonly cells?: "bits" | "typed" | Encoder | undefined;
}

/** Rows with their labels as written, if the file has any. */
export interface LoadedRows {
  readonly rows: BitMatrix;
  readonly labels?: string[];
  /** What the rows are as images, if the file says it. */
  readonly shape?: InputShape;
}

/** The same of numbers and categories: CSV whose cells are no bits. */
export interface LoadedValues {
  readonly values: ValueTable;
  readonly labels?: string[];
}

/** Options that bring bits. */
type BitOptions = ReadingOptions & { readonly cells?: Exclude<ReadingOptions["cells"], "typed"> };

/** Bytes that are looked at to tell the formats apart: PLA may start with long comments. */
const HEAD_BYTES = 65_536;

/**
 * Reads a file of rows.
 *
 * @throws {FileError} around what the formats throw, naming the file
 * @throws {UsageError} if `labelsFile` is given and the rows are not IDX
 */
export function loadRows(path: string, options: BitOptions): Promise<LoadedRows>;
export function loadRows(path: string, options: ReadingOptions): Promise<LoadedRows | LoadedValues>;
export function loadRows(
  path: string,
  options: ReadingOptions,
): Promise<LoadedRows | LoadedValues> {
  return about(path, async () => {
    const { head, whole } = await peek(await openPlain(path), HEAD_BYTES);
    if (typeof options.cells === "object" && (head[0] === 0 || isPla(head))) {
      await whole.cancel();
      throw new UsageError(`The model reads columns by their names; ${path} is no CSV`);
    }
    if (head[0] === 0 && head[1] === 0) return await loadIdx(path, whole, options);
    if (options.labelsFile !== undefined) {
      await whole.cancel();
      throw new UsageError(`${path} is not an IDX file; only IDX rows have a file of labels`);
    }
    if (head.subarray(0, 1024).includes(0)) {
      await whole.cancel();
      throw new InputError("The file is binary; rows come as IDX, PLA or CSV, gzipped or not");
    }
    if (isPla(head)) return readPla(await new Response(whole).text(), options.output);
    const { label, labels, cells } = options;
    return await readCsv(whole, { label, labels, cells });
  });
}

async function loadIdx(
  path: string,
  source: ReadableStream<Uint8Array>,
  { threshold, labelsFile, labels: needed }: ReadingOptions,
): Promise<LoadedRows> {
  if (labelsFile === undefined) {
    if (needed === "required") {
      await source.cancel();
      throw new UsageError(
        `${path} is an IDX file and holds no labels: name theirs with --labels, those of test ` +
          `rows with --test-labels`,
      );
    }
    return await readIdxImages(source, threshold);
  }
  const images = await readIdxImages(source, threshold);
  const labels = await about(labelsFile, async () => {
    const read = await readIdxLabels(await openPlain(labelsFile));
    checkLabelCount(images.rows.rows, read.length);
    return read;
  });
  return { ...images, labels };
}

/** The bytes of a file, taken out of gzip if need be. */
async function openPlain(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  return await gunzip((await Deno.open(path)).readable);
}

/** Tells whether the first line that is no comment is a PLA directive. */
function isPla(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head);
  const line = text.split("\n").map((line) => line.trim())
    .find((line) => line !== "" && !line.startsWith("#"));
  return line !== undefined && /^\.(i|o|p|type|ilb|ob|e|end|mv)(\s|$)/.test(line);
}
