/**
 * Cells of text, as CSV has them, by columns that are typed by themselves. A column is one of numbers
 * if each of its cells reads as a decimal number or says that the value is missing; else one of texts,
 * which stand for categories as they are written.
 *
 * @module
 */

import { refuse, type RoteError } from "../errors.ts";
import type { ValueColumn } from "./value_table.ts";

/** Cells that say, in this spelling, that a value is missing. */
export const MISSING_CELLS: readonly string[] = ["", "NA", "N/A", "NaN", "nan", "null", "?"];

/** A decimal number, maybe with an exponent. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What programs write for a number that is not finite. Such a number is refused, not a category. */
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
/** Values to begin with, or up to twice as many; doubled as they fill up. */
const INITIAL_VALUES = 16;

/** True for a cell that says that the value is missing. */
export function isMissingCell(cell: string): boolean {
  return MISSING_CELLS.includes(cell);
}

/** The number that a cell spells, which may be infinite; nothing if it spells none. */
export function numberOf(cell: string): number | undefined {
  if (NUMBER.test(cell)) return Number(cell);
  const infinite = INFINITE.exec(cell);
  return infinite ? Number(`${infinite[1]}Infinity`) : undefined;
}

/** A number that is not finite is refused: no threshold tells it from another. */
function notFinite(name: string, row: number, line?: number): RoteError {
  const where = line === undefined ? `Row ${row}` : `Row ${row} (line ${line})`;
  return refuse(
    "value_not_finite",
    `${where} has a number in column ${JSON.stringify(name)} that is not finite`,
    { row, ...(line === undefined ? {} : { line }), field: name },
  );
}

/** A column of cells while they come in: numbers as long as all of them are, texts from then on. */
export class CellColumn {
  readonly #name: string;
  #numbers: Float64Array;
  #count = 0;
  /** Cells by row that their number does not spell: "1.50" is not what 1.5 is written as. */
  #spellings: Map<number, string> | undefined;
  #infinite = -1;
  #texts: (string | null)[] | undefined;
  /** Each distinct text once, so that many rows share it. */
  #distinct: Map<string, string> | undefined;

  /**
   * A column without rows.
   *
   * @param index of the column: 65,536 of them that all grow in one row would take a while
   */
  constructor(name: string, index = 0) {
    this.#name = name;
    this.#numbers = new Float64Array(INITIAL_VALUES + index % INITIAL_VALUES);
  }

  /** Takes the cell of the next row. */
  add(cell: string): void {
    const row = this.#count++;
    if (this.#texts) this.#addText(cell);
    else if (isMissingCell(cell)) this.#addNumber(row, NaN);
    else {
      const number = numberOf(cell);
      if (number === undefined) return this.#turnToTexts(row, cell);
      if (!Number.isFinite(number) && this.#infinite < 0) this.#infinite = row;
      if (String(number) !== cell) (this.#spellings ??= new Map()).set(row, cell);
      this.#addNumber(row, number);
    }
  }

  /** Takes a cell that is 0 or 1, before any text: many of them may have been taken for bits. */
  addBit(bit: number): void {
    this.#addNumber(this.#count++, bit);
  }

  /**
   * The column.
   *
   * @param lineOf the line of a row, for messages
   * @throws {RoteError} `value_not_finite`
   */
  finish(lineOf?: (row: number) => number): ValueColumn {
    const name = this.#name;
    if (this.#texts) return { kind: "text", name, values: this.#texts };
    if (this.#infinite >= 0) throw notFinite(name, this.#infinite, lineOf?.(this.#infinite));
    return { kind: "number", name, values: this.#numbers.slice(0, this.#count) };
  }

  #addNumber(row: number, number: number): void {
    if (row === this.#numbers.length) {
      const grown = new Float64Array(2 * row);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[row] = number;
  }

  #addText(cell: string): void {
    if (isMissingCell(cell)) {
      this.#texts!.push(null);
      return;
    }
    const distinct = this.#distinct ??= new Map();
    if (!distinct.has(cell)) distinct.set(cell, cell);
    this.#texts!.push(distinct.get(cell)!);
  }

  /** Gives the numbers so far their text back. */
  #turnToTexts(row: number, cell: string): void {
    this.#texts = [];
    for (let before = 0; before < row; before++) {
      const number = this.#numbers[before]!;
      this.#addText(
        this.#spellings?.get(before) ?? (Number.isNaN(number) ? "" : String(number)),
      );
    }
    this.#addText(cell);
    this.#spellings = undefined;
    this.#numbers = new Float64Array(0);
  }
}
