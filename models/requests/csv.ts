/**
 * Rows from CSV: a header line that names the columns, then one row a line, its cells 0 or 1, or
 * numbers and categories, with an optional column of labels. csv-parse takes the text apart as it
 * arrives, and each line is packed at once: the text is never held whole. Where bits are expected it
 * refuses to guess: one cell that is neither 0 nor 1 and nothing is returned.
 *
 * @module
 */

import { pipeline, Readable } from "node:stream";
import { type CsvError, type Info, parse } from "csv-parse";
import { MAX_FEATURES, refuse, type RoteError } from "../../lib/mod.ts";
import { type CsvOptions, type CsvRows, CsvTable, type CsvValues } from "./csv_table.ts";
import { Turns } from "../turns.ts";

/** Bytes of one line (4 MiB): 64 for each of the most columns. Keeps one line from filling memory. */
const MAX_LINE_BYTES = 64 * MAX_FEATURES;
/** Bytes parsed in one go, before other tasks get their turn: 16 KiB may be 8,192 rows (10 ms). */
const PIECE_BYTES = 16_384;

/** What is known about a file of bits, or of values for an encoder. */
type BitOptions = CsvOptions & { readonly cells?: Exclude<CsvOptions["cells"], "typed"> };

/**
 * Reads CSV (RFC 4180, UTF-8, commas). Spaces around cells and empty lines do not count.
 *
 * @example
 * ```ts
 * import { readCsv } from "./csv.ts";
 *
 * const file = new Blob(["a,b,label\n0,1,yes\n1,1,no\n"]);
 * const { rows, labels } = await readCsv(file.stream(), { labels: "required" });
 * console.assert(rows.rows === 2 && rows.columns === 2 && labels?.[1] === "no");
 * ```
 *
 * @returns raw values if `cells` is "typed" and there is a cell but the labels that is neither 0 nor 1
 * @throws {RoteError} `no_rows`, `csv_column_missing`, `csv_malformed`, `features_out_of_range`,
 *   `too_many_rows`, `column_missing`, `value_not_finite`; or, with up to ten offenders,
 *   `csv_ragged_line`, `row_bad_character`, `value_bad_type`, `labels_missing`
 */
export async function readCsv(
  source: ReadableStream<Uint8Array>,
  options: BitOptions,
): Promise<CsvRows>;
export async function readCsv(
  source: ReadableStream<Uint8Array>,
  options: CsvOptions,
): Promise<CsvRows | CsvValues>;
export async function readCsv(
  source: ReadableStream<Uint8Array>,
  options: CsvOptions,
): Promise<CsvRows | CsvValues> {
  let table: CsvTable | undefined;
  const parser = parse({
    bom: true,
    info: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true, // CsvTable says better which line it is, and lists several
    record_delimiter: ["\r\n", "\n"],
    max_record_size: MAX_LINE_BYTES,
  });
  try {
    // An error of either stream reaches the loop, and leaving the loop closes both.
    const lines: AsyncIterable<Line> = pipeline(Readable.from(cut(source)), parser, () => {});
    for await (const { record, info } of lines) {
      if (table) table.add(record, info.lines);
      else table = new CsvTable(record, info.lines, options);
    }
  } catch (error) {
    throw error instanceof Error && "code" in error && "records" in error
      ? malformed(error as CsvError & Info)
      : error;
  }
  if (!table) throw refuse("no_rows", "The file is empty");
  return table.finish();
}

/** What csv-parse gives for each line. */
interface Line {
  readonly record: string[];
  readonly info: Info;
}

/** Cuts what arrives into small pieces and lets other tasks run in between. */
async function* cut(source: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let lineBytes = 0;
  const turns = new Turns();
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      const newline = piece.lastIndexOf(10);
      lineBytes = newline < 0 ? lineBytes + piece.length : piece.length - newline - 1;
      if (lineBytes > MAX_LINE_BYTES) throw refuse("csv_malformed", LINE_TOO_LONG);
      yield piece;
      await turns.step();
    }
  }
}

const LINE_TOO_LONG = `A line has more than ${MAX_LINE_BYTES} bytes, or a quote is never closed`;

/** Why csv-parse gave up, by its own codes. */
const FAULTS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: "has text behind a closing quote",
  CSV_MAX_RECORD_SIZE: `is too long: ${LINE_TOO_LONG}`,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: "has text behind a closing quote",
  CSV_QUOTE_NOT_CLOSED: "is the last one, and a quote was opened and never closed",
  INVALID_OPENING_QUOTE: "has a quote within a cell that does not start with one",
};

function malformed({ code, message, lines }: CsvError & Info): RoteError {
  return refuse("csv_malformed", `Line ${lines} ${FAULTS[code] ?? message}`, { line: lines });
}
