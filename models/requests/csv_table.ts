/**
 * The rows of a CSV file while they come in, line by line, packed to bits at once: cells of 0 and 1, or
 * numbers and categories through an encoder. Where there is no encoder yet, cells that are no bits
 * make columns of raw values. It knows the header and gathers what is wrong; taking the text apart is
 * `csv.ts`'s.
 *
 * @module
 */

import {
  type BitMatrix,
  CellColumn,
  checkFeatures,
  type Encoder,
  encoderBits,
  encodeRow,
  isFault,
  MAX_FEATURES,
  MAX_OFFENDERS,
  MAX_ROWS,
  MAX_VALUES,
  type Offender,
  quote,
  refuse,
  RoteError,
  rowBytes,
  type Value,
  valueOfCell,
  type ValueTable,
} from "../../lib/mod.ts";

/** Bytes of packed rows to begin with; doubled as they fill up. */
const INITIAL_BYTES = 65_536;

/** What is known about the file before it is read. */
export interface CsvOptions {
  /** Name of the column of labels; "label" by default. */
  readonly label?: string | undefined;
  /** Whether the column of labels must be there. Where it is, each row needs a label. */
  readonly labels: "required" | "optional";
  /** Most rows to take. */
  readonly maxRows?: number | undefined;
  /** Most cells that are no bits to take: they stay in memory as numbers and texts. */
  readonly maxValues?: number | undefined;
  /** Most features to take. */
  readonly maxFeatures?: number | undefined;
  /**
   * What cells are: bits unless said. "typed": bits if all of them are, else columns of raw values by
   * themselves. An encoder: values of its columns, which go by their names; others are left out.
   */
  readonly cells?: "bits" | "typed" | Encoder | undefined;
}

/** What a CSV file of bits holds, or one that an encoder made bits of. */
export interface CsvRows {
  readonly rows: BitMatrix;
  /** One label a row, as written; absent without a column of labels or if all of it is empty. */
  readonly labels?: string[];
  /** The name of each feature, in the order of the columns. */
  readonly features: string[];
}

/** What a CSV file of numbers and categories holds. */
export interface CsvValues extends Omit<CsvRows, "rows"> {
  readonly values: ValueTable;
  /** The line of each row. */
  readonly lines: readonly number[];
}

/** The rows so far, packed. Faults are gathered until there are as many as one error lists. */
export class CsvTable {
  readonly #features: string[];
  /** Index of the column of labels, or -1. */
  readonly #labelColumn: number;
  readonly #options: CsvOptions;
  readonly #labels: string[] = [];
  /** Each distinct label once, so that many rows share its text. */
  readonly #names = new Map<string, string>();
  readonly #offenders: Offender[] = [];
  /** The first row without a label, where labels are optional. */
  #unlabelled: Offender | undefined;
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(INITIAL_BYTES);
  #rows = 0;
  /** Bytes of a packed row. */
  readonly #stride: number;
  /** With an encoder: for each of its columns the index of the cell. */
  readonly #cellOf: readonly number[] = [];
  /** Raw values, from the first cell on that is no bit. */
  #values: CellColumn[] | undefined;
  /** Lines of the rows of raw values, for messages. */
  readonly #lines: number[] = [];

  constructor(header: string[], line: number, options: CsvOptions) {
    this.#options = options;
    this.#labelColumn = findLabels(header, line, options);
    this.#features = header.filter((_, column) => column !== this.#labelColumn);
    const { length } = this.#features;
    checkFeatures(length);
    if (length > (options.maxFeatures ?? MAX_FEATURES)) {
      const detail = `The header names ${length} features; the limit is ${options.maxFeatures}`;
      throw refuse("features_out_of_range", detail, { field: "features", line });
    }
    const encoder = this.#encoder;
    this.#stride = rowBytes(encoder ? encoderBits(encoder) : length);
    if (encoder) this.#cellOf = findColumns(encoder, header, this.#labelColumn, line);
  }

  get #encoder(): Encoder | undefined {
    const { cells } = this.#options;
    return typeof cells === "object" ? cells : undefined;
  }

  get #maxValues(): number {
    return this.#options.maxValues ?? MAX_VALUES;
  }

  /** Packs one line. */
  add(cells: readonly string[], line: number): void {
    const { maxRows = MAX_ROWS } = this.#options;
    const row = this.#rows++;
    if (row >= maxRows) {
      const detail = `There are more than ${maxRows} rows, which is the limit`;
      throw refuse("too_many_rows", detail, { row, line });
    }
    const columns = this.#features.length + (this.#labelColumn < 0 ? 0 : 1);
    const where = `Row ${row} (line ${line})`;
    if (cells.length !== columns) {
      const detail = `${where} has ${cells.length} cells; the header names ${columns} columns`;
      return this.#fault({ code: "csv_ragged_line", detail, row, line });
    }
    if (this.#options.cells === "typed") {
      const fits = (row + 1) * this.#features.length <= this.#maxValues;
      // In more bits than there may be values, a cell that is none is a fault.
      if (!this.#values && fits && this.#hasValues(cells)) this.#turnToValues(row);
      if (this.#values) return this.#addValues(this.#values, cells, row, line);
      this.#lines.push(line);
    }
    const start = this.#grow(row);
    if (this.#encoder) return this.#encode(this.#encoder, cells, { row, line, start });
    let position = 0;
    for (let column = 0; column < columns; column++) {
      const cell = cells[column]!;
      if (column === this.#labelColumn) {
        this.#addLabel(cell, row, line);
        continue;
      }
      if (cell === "1") this.#bytes[start + (position >>> 3)]! |= 1 << (position & 7);
      else if (cell !== "0") {
        const field = this.#features[position]!;
        const detail = `${where} has ${quote(cell)} in column ${quote(field)}; a bit is 0 or 1`;
        this.#fault({ code: "row_bad_character", detail, row, position, line, field });
      }
      position++;
    }
  }

  /** The rows, if nothing is wrong with them. */
  finish(): CsvRows | CsvValues {
    const features = this.#features;
    const hasLabels = this.#labels.some((label) => label !== "");
    if (this.#unlabelled && hasLabels) this.#fault(this.#unlabelled);
    this.#refuseFaults();
    if (this.#rows === 0) throw refuse("no_rows", "The file has a header and no rows");
    const labels = hasLabels ? { labels: this.#labels } : {};
    if (this.#values) {
      const columns = this.#values.map((column) => column.finish((row) => this.#lines[row]!));
      return { values: { rows: this.#rows, columns }, lines: this.#lines, features, ...labels };
    }
    const stride = this.#stride;
    const bytes = this.#bytes.slice(0, this.#rows * stride);
    const columns = this.#encoder ? encoderBits(this.#encoder) : features.length;
    return { rows: { rows: this.#rows, columns, stride, bytes }, features, ...labels };
  }

  /** True if a cell besides the label is no bit. */
  #hasValues(cells: readonly string[]): boolean {
    return cells.some((cell, column) =>
      column !== this.#labelColumn && cell !== "0" && cell !== "1"
    );
  }

  /** Takes the bits of the rows so far for what they were written as. */
  #turnToValues(rows: number): void {
    this.#values = this.#features.map((name, at) => new CellColumn(name, at));
    for (let row = 0; row < rows; row++) {
      this.#values.forEach((column, at) => {
        const byte = this.#bytes[row * this.#stride + (at >>> 3)]!;
        column.addBit((byte >>> (at & 7)) & 1);
      });
    }
    this.#bytes = new Uint8Array();
  }

  #addValues(columns: CellColumn[], cells: readonly string[], row: number, line: number): void {
    if ((row + 1) * columns.length > this.#maxValues) {
      const detail = `There are more than ${this.#maxValues} cells, which is the limit`;
      throw refuse("too_many_rows", detail, { row, line });
    }
    this.#lines.push(line);
    let position = 0;
    cells.forEach((cell, column) => {
      if (column === this.#labelColumn) this.#addLabel(cell, row, line);
      else if (cell.includes(NOT_UTF8)) this.#refuseBytes(row, line, this.#features[position++]!);
      else columns[position++]!.add(cell);
    });
  }

  /** Makes bits of one line. */
  #encode(
    { columns }: Encoder,
    cells: readonly string[],
    { row, line, start }: { row: number; line: number; start: number },
  ): void {
    const values = columns.map((column, at): Value => {
      const value = valueOfCell(column, cells[this.#cellOf[at]!]!);
      if (!isFault(value)) return value;
      const [code, sentence] = value;
      const detail = `Row ${row} (line ${line}) ${sentence}`;
      this.#fault({ code, detail, row, line, field: column.name });
      return null;
    });
    encodeRow(columns, values, this.#bytes, start);
    if (this.#labelColumn >= 0) this.#addLabel(cells[this.#labelColumn]!, row, line);
  }

  #refuseBytes(row: number, line: number, field: string): void {
    const detail = `Row ${row} (line ${line}): column ${quote(field)} is not UTF-8 text`;
    this.#fault({ code: "csv_malformed", detail, row, line, field });
  }

  #addLabel(label: string, row: number, line: number): void {
    const place = { row, line, field: this.#options.label ?? "label" };
    if (label === "") {
      const detail = `Row ${row} (line ${line}) has no label`;
      const fault: Offender = { code: "labels_missing", detail, ...place };
      if (this.#options.labels === "required") this.#fault(fault);
      else this.#unlabelled ??= fault;
    } else if (label.includes(NOT_UTF8)) {
      const detail = `Row ${row} (line ${line}): the label is not UTF-8 text`;
      this.#fault({ code: "csv_malformed", detail, ...place });
    }
    if (!this.#names.has(label)) this.#names.set(label, label);
    this.#labels.push(this.#names.get(label)!);
  }

  /** Makes room for one more row and returns the index of its first byte. */
  #grow(row: number): number {
    const stride = this.#stride;
    if ((row + 1) * stride > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.#bytes.length, stride));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return row * stride;
  }

  #fault(offender: Offender): void {
    if (this.#offenders.push(offender) === MAX_OFFENDERS) this.#refuseFaults();
  }

  #refuseFaults(): void {
    const [first] = this.#offenders;
    if (first) throw new RoteError(first.code, first.detail, this.#offenders);
  }
}

/** Checks the names of the columns and returns the index of the column of labels, or -1. */
function findLabels(header: readonly string[], line: number, options: CsvOptions): number {
  const { label = "label", labels } = options;
  const found = header.indexOf(label);
  const bits = header.filter((name) => name === "0" || name === "1").length;
  if (found < 0 && (labels === "required" || bits === header.length)) {
    const listed = header.slice(0, 5).map((name) => quote(name)).join(", ") +
      (header.length > 5 ? ", ..." : "");
    // Headless files are common: rows of bits, with a label at one end or without.
    const detail = bits > 0 && bits >= header.length - 1
      ? `The first line must name the columns, and here it looks like a row: ${listed}`
      : `There is no column ${quote(label)} among ${listed}`;
    throw refuse("csv_column_missing", detail, { line, field: label });
  }
  const seen = new Set<string>();
  for (const [column, name] of header.entries()) {
    const fault = name === ""
      ? `Column ${column + 1} has no name`
      : name.includes(NOT_UTF8)
      ? `The name of column ${column + 1} is not UTF-8 text`
      : seen.has(name)
      ? `Two columns have the name ${quote(name)}`
      : undefined;
    if (fault) throw refuse("csv_malformed", fault, { line, field: name });
    seen.add(name);
  }
  return found;
}

/** Finds the columns of an encoder by their names. */
function findColumns(
  { columns }: Encoder,
  header: readonly string[],
  labelColumn: number,
  line: number,
): number[] {
  const places = new Map(header.map((name, at) => [name, at]));
  return columns.map(({ name }) => {
    const at = places.get(name);
    if (at !== undefined && at !== labelColumn) return at;
    const detail = `The header names no column ${quote(name)}, which the model reads`;
    throw refuse("column_missing", detail, { line, field: name });
  });
}

/** What a decoder puts in the place of bytes that are not UTF-8. */
const NOT_UTF8 = "\ufffd";
