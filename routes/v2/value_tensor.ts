/**
 * The input of a model of numbers and categories: a tensor with an element for each column, in the
 * order of the encoder. Numbers come in any numeric datatype, NaN or null for a missing one; BYTES are
 * texts that are read as cells of CSV are, so that numbers and categories can stand side by side.
 *
 * @module
 */

import {
  type BitMatrix,
  type Encoder,
  encoderBits,
  encodeRow,
  isFault,
  MAX_OFFENDERS,
  type Offender,
  quote,
  RoteError,
  rowBytes,
  type Value,
  valueOfCell,
  valueOfJson,
} from "../../lib/mod.ts";

/** Reads a number of a raw tensor. */
type Reader = (view: DataView, at: number) => number;

/** The numeric datatypes: bytes of an element, and how it is read. */
const NUMERIC: Readonly<Record<string, readonly [bytes: number, read: Reader]>> = {
  FP64: [8, (view, at) => view.getFloat64(at, true)],
  FP32: [4, (view, at) => view.getFloat32(at, true)],
  INT64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  INT32: [4, (view, at) => view.getInt32(at, true)],
  INT16: [2, (view, at) => view.getInt16(at, true)],
  INT8: [1, (view, at) => view.getInt8(at)],
  UINT64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  UINT32: [4, (view, at) => view.getUint32(at, true)],
  UINT16: [2, (view, at) => view.getUint16(at, true)],
  UINT8: [1, (view, at) => view.getUint8(at)],
};

/** What the input may be. */
export const VALUE_DATATYPES: readonly string[] = [...Object.keys(NUMERIC), "BYTES"];

/**
 * Makes bits of the elements of a tensor in row-major order.
 *
 * @param elements rows x columns of them
 * @param field JSON pointer to the tensor
 * @throws {RoteError} with up to ten offenders, `value_bad_type`, `value_not_finite`
 */
export function encodeElements(
  { columns }: Encoder,
  elements: readonly unknown[],
  datatype: string,
  field: string,
): BitMatrix {
  const rows = elements.length / columns.length;
  const bits = encoderBits({ columns });
  const stride = rowBytes(bits);
  const bytes = new Uint8Array(rows * stride);
  const offenders: Offender[] = [];
  for (let row = 0; row < rows && offenders.length < MAX_OFFENDERS; row++) {
    const values = columns.map((column, at): Value => {
      const element = elements[row * columns.length + at];
      // JSON has no NaN, but raw tensors do: it is missing.
      const value = datatype === "BYTES" && typeof element === "string"
        ? valueOfCell(column, element)
        : valueOfJson(column, element);
      if (!isFault(value)) return value;
      const [code, sentence] = value;
      offenders.push({
        code,
        detail: `${field}: row ${row} ${sentence}`,
        row,
        position: at,
        field,
      });
      return null;
    });
    encodeRow(columns, values, bytes, row * stride);
  }
  const [first] = offenders;
  if (first) throw new RoteError(first.code, first.detail, offenders.slice(0, MAX_OFFENDERS));
  return { rows, columns: bits, stride, bytes };
}

/**
 * Takes a raw tensor apart.
 *
 * @param count elements by its shape
 * @param field JSON pointer to the tensor
 * @throws {RoteError} `body_wrong_length`; `row_bad_character` for BYTES that are not UTF-8
 */
export function elementsOfRaw(
  raw: Uint8Array,
  datatype: string,
  count: number,
  field: string,
): unknown[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const wrongLength = (takes: string) =>
    new RoteError(
      "body_wrong_length",
      `${field}: the raw tensor has ${raw.length} bytes; ${count} elements of ${datatype} take ${takes}`,
    );
  const numeric = NUMERIC[datatype];
  if (numeric) {
    const [size, read] = numeric;
    if (raw.length !== count * size) throw wrongLength(String(count * size));
    return Array.from({ length: count }, (_, at) => read(view, at * size));
  }
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const texts: string[] = [];
  let at = 0;
  while (texts.length < count) {
    if (at + 4 > raw.length) throw wrongLength("more");
    const length = view.getUint32(at, true);
    if (at + 4 + length > raw.length) throw wrongLength("more");
    try {
      texts.push(utf8.decode(raw.subarray(at + 4, at + 4 + length)));
    } catch {
      const detail = `${field}: element ${texts.length} of the raw tensor is not UTF-8 text`;
      throw new RoteError("row_bad_character", detail);
    }
    at += 4 + length;
  }
  if (at !== raw.length) throw wrongLength(String(at));
  return texts;
}

/**
 * Takes the data of a tensor in JSON apart: one array of all elements, or one of rows.
 *
 * @throws {RoteError} `row_bad_type`, `row_too_short`, `row_too_long`
 */
export function elementsOfData(
  data: unknown,
  rows: number,
  columns: number,
  field: string,
): unknown[] {
  const demand = (values: unknown, length: number, place: string): unknown[] => {
    if (!Array.isArray(values)) {
      throw new RoteError("row_bad_type", `${field}${place} is ${quote(values)}, not an array`);
    }
    if (values.length === length) return values;
    throw new RoteError(
      values.length < length ? "row_too_short" : "row_too_long",
      `${field}${place} has ${values.length} elements, not ${length}`,
    );
  };
  const isNested = Array.isArray(data) && Array.isArray(data[0]);
  const outer = demand(data, isNested ? rows : rows * columns, "");
  return isNested ? outer.flatMap((row, at) => demand(row, columns, `/${at}`)) : outer;
}
