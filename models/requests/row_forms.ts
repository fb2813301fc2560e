/**
 * The forms in which JSON clients write rows, packed once at the door: `"0110"`, `[0,1,1,0]`,
 * `[false,true,true,false]`, or base64 or hex of packed bits (`lib/rows/bit_matrix.ts` has the order).
 *
 * @module
 */

import { decodeBase64 } from "@std/encoding/base64";
import { decodeHex } from "@std/encoding/hex";
import {
  atOnce,
  type BitMatrix,
  checkFeatures,
  checkRowCount,
  type ErrorCode,
  MAX_FEATURES,
  MAX_OFFENDERS,
  type Offender,
  quote,
  RoteError,
  rowBytes,
  zeroMatrix,
} from "../../lib/mod.ts";

/** How the rows of a request are written. */
export const ENCODINGS = ["bits", "base64", "hex", "values"] as const;
/** How the rows of a request are written. */
export type Encoding = typeof ENCODINGS[number];
/** How rows of bits are written. */
export type BitEncoding = Exclude<Encoding, "values">;

/** What is known about rows before they are read. */
export interface RowForm {
  readonly encoding: BitEncoding;
  /** Bits of a row. Without it the first row says; packed rows need it. */
  readonly features?: number | undefined;
  /** JSON pointer to the rows, for error messages. */
  readonly field: string;
}

/** Bits of a step: well below a millisecond, whatever form they come in. */
const STEP_BITS = 65_536;

/** Why a row was refused: a code, a sentence that follows "Row 17 ", and the position if any. */
type Fault = readonly [code: ErrorCode, sentence: string, position?: number];

/**
 * Packs rows.
 *
 * @throws {RoteError} `features_out_of_range`; or, with up to ten offenders, `row_too_short`,
 *   `row_too_long`, `row_bad_character`, `row_bad_type`, `row_padding_not_zero`
 */
export function packRows(rows: readonly unknown[], form: RowForm): BitMatrix {
  return atOnce(packInSteps(rows, form));
}

/** The same in steps, between which others may run. */
export function* packInSteps(
  rows: readonly unknown[],
  form: RowForm,
): Generator<void, BitMatrix> {
  const features = form.features ?? featuresOfFirst(rows[0], form);
  checkFeatures(features);
  const matrix = zeroMatrix(rows.length, features);
  const offenders: Offender[] = [];
  const step = Math.ceil(STEP_BITS / features);
  for (let row = 0; row < rows.length && offenders.length < MAX_OFFENDERS; row++) {
    const fault = form.encoding === "bits"
      ? packBits(matrix, row, rows[row])
      : unpackText(matrix, row, rows[row], form.encoding);
    if ((row + 1) % step === 0) yield;
    if (!fault) continue;
    const [code, sentence, position] = fault;
    const place = position === undefined ? {} : { position };
    const field = `${form.field}/${row}`;
    offenders.push({ code, detail: `Row ${row} ${sentence}`, row, ...place, field });
  }
  if (offenders.length > 0) {
    throw new RoteError(offenders[0]!.code, offenders[0]!.detail, offenders);
  }
  return matrix;
}

/**
 * Checks a number of rows, and says where they stand.
 *
 * @param field JSON pointer to the rows
 * @throws {RoteError} `no_rows`, `too_many_rows`
 */
export function checkRowCountAt(field: string, rows: number, most?: number): void {
  try {
    checkRowCount(rows, most);
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const offenders = error.offenders.map((offender) => ({ ...offender, field }));
    throw new RoteError(error.code, error.message, offenders);
  }
}

/** The features of the first row; those of packed rows cannot be told from their length. */
function featuresOfFirst(row: unknown, { encoding, field }: RowForm): number {
  if (encoding !== "bits") {
    const detail = `Rows in ${encoding} need "features", the number of bits in a row`;
    throw new RoteError("features_out_of_range", detail, [
      { code: "features_out_of_range", detail, field: "features" },
    ]);
  }
  const length = typeof row === "string" || Array.isArray(row) ? row.length : 0;
  if (length > 0) return length;
  const isEmpty = row === "" || Array.isArray(row);
  const code = isEmpty ? "row_too_short" : "row_bad_type";
  const detail = isEmpty ? "Row 0 is empty" : `Row 0 is ${quote(row)}, ${ROW_FORMS}`;
  throw new RoteError(code, detail, [{ code, detail, row: 0, field: `${field}/0` }]);
}

const ROW_FORMS = `not a string of 0 and 1 or an array of bits`;

/** Packs one row of bits, as text or as an array. */
function packBits(matrix: BitMatrix, row: number, bits: unknown): Fault | undefined {
  const { columns } = matrix;
  const isText = typeof bits === "string";
  if (!isText && !Array.isArray(bits)) return ["row_bad_type", `is ${quote(bits)}, ${ROW_FORMS}`];
  if (bits.length !== columns) {
    const code = bits.length < columns ? "row_too_short" : "row_too_long";
    return [code, `has ${bits.length} bits; ${columns} are expected`];
  }
  const position = isText ? packText(matrix, row, bits) : packArray(matrix, row, bits);
  if (position < 0) return undefined;
  const value = bits[position];
  const isValue = !isText && (typeof value === "number" || typeof value === "string");
  const sentence = `has ${quote(value)} at position ${position}; a bit is 0 or 1` +
    (isValue ? `, and "encoding": "values" is for numbers and texts` : "");
  return ["row_bad_character", sentence, position];
}

/** The characters of a row, and the same bytes four at a time, the first character lowest. */
const characters = new Uint8Array(MAX_FEATURES);
const fours = new Uint32Array(characters.buffer);
/** "0000" as a word. What differs from it in another bit than the lowest of a byte is no bit. */
const ZEROS = 0x30303030;
/** The bits of a word that are set in none of four bytes that are 0 or 1. */
export const NOT_BITS = ~0x01010101;
/** Moves the lowest bits of four bytes side by side into the uppermost four bits. */
export const GATHER = 0x10204080;

/**
 * Packs a string of 0 and 1, eight characters at a time. Returns the position of another character,
 * or -1. All bytes of a character beyond ASCII have bit 7 set, so none passes for a bit.
 */
function packText({ bytes, stride, columns }: BitMatrix, row: number, bits: string): number {
  encoder.encodeInto(bits, characters);
  characters.fill(CODE_ZERO, columns, stride * 8);
  const start = row * stride;
  let differences = 0;
  for (let byte = 0; byte < stride; byte++) {
    const low = fours[byte * 2]! ^ ZEROS;
    const high = fours[byte * 2 + 1]! ^ ZEROS;
    differences |= low | high;
    bytes[start + byte] = (Math.imul(low, GATHER) >>> 28) | (Math.imul(high, GATHER) >>> 28 << 4);
  }
  return (differences & NOT_BITS) === 0 ? -1 : bits.search(/[^01]/);
}

/**
 * Packs the digits 0 and 1 of a row as they stand in the bytes of a text.
 *
 * @param at where in the text the row begins
 * @returns ceil(features / 8) packed bytes; nothing if a character is neither
 */
export function packDigits(
  text: Uint8Array,
  at: number,
  features: number,
): Uint8Array<ArrayBuffer> | undefined {
  const stride = rowBytes(features);
  characters.set(text.subarray(at, at + features));
  characters.fill(CODE_ZERO, features, stride * 8);
  const packed = new Uint8Array(stride);
  let differences = 0;
  for (let byte = 0; byte < stride; byte++) {
    const low = fours[byte * 2]! ^ ZEROS;
    const high = fours[byte * 2 + 1]! ^ ZEROS;
    differences |= low | high;
    packed[byte] = (Math.imul(low, GATHER) >>> 28) | (Math.imul(high, GATHER) >>> 28 << 4);
  }
  return (differences & NOT_BITS) === 0 ? packed : undefined;
}

const encoder = new TextEncoder();
const CODE_ZERO = 48;

/**
 * Packs a row from an array of 0, 1, false and true.
 *
 * @param first where in the array the row starts
 * @returns the position within the row of another value, or -1
 */
export function packArray(
  matrix: BitMatrix,
  row: number,
  bits: readonly unknown[],
  first = 0,
): number {
  const start = row * matrix.stride;
  let byte = 0;
  for (let position = 0; position < matrix.columns; position++) {
    const bit = bits[first + position];
    if (bit === 1 || bit === true) byte |= 1 << (position & 7);
    else if (bit !== 0 && bit !== false) return position;
    matrix.bytes[start + (position >>> 3)] = byte;
    if ((position & 7) === 7) byte = 0;
  }
  return -1;
}

/** Reads one row of packed bits written in base64 or hex. */
function unpackText(
  matrix: BitMatrix,
  row: number,
  text: unknown,
  encoding: "base64" | "hex",
): Fault | undefined {
  if (typeof text !== "string") return ["row_bad_type", `is ${quote(text)}, not ${encoding} text`];
  let packed: Uint8Array;
  try {
    packed = encoding === "hex" ? decodeHex(text) : decodeBase64(text);
  } catch (error) {
    return ["row_bad_character", `is not ${encoding}: ${(error as Error).message}`];
  }
  const expected = rowBytes(matrix.columns);
  if (packed.length !== expected) {
    const code = packed.length < expected ? "row_too_short" : "row_too_long";
    return [code, `has ${packed.length} bytes; ${matrix.columns} features take ${expected}`];
  }
  const used = matrix.columns & 7;
  if (used !== 0 && packed[expected - 1]! >>> used !== 0) {
    const sentence = `has a bit set beyond its ${matrix.columns} features`;
    return ["row_padding_not_zero", sentence, matrix.columns];
  }
  matrix.bytes.set(packed, row * matrix.stride);
  return undefined;
}
