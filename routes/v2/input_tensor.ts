/**
 * The input of an inference request as packed rows, from JSON or raw bytes. Everything that the
 * request says of it is checked against the model before anything as large as that is made.
 *
 * @module
 */

import {
  type BitMatrix,
  type Encoder,
  isEncoded,
  type Model,
  quote,
  RoteError,
  zeroMatrix,
} from "../../lib/mod.ts";
import { packArray } from "../../models/requests/row_forms.ts";
import type { InferBody } from "../../models/requests/schemas.ts";
import { packRawBits } from "./raw_tensor.ts";
import { INPUT, INPUT_DATATYPES } from "./tensors.ts";
import { elementsOfData, elementsOfRaw, encodeElements, VALUE_DATATYPES } from "./value_tensor.ts";

/** What a model and the service allow. */
export interface InputBounds {
  /** What reads the rows. */
  readonly model: Model;
  readonly maxRows: number;
}

const FIELD = "/inputs/0";
const SIZE = `${FIELD}/parameters/binary_data_size`;

/**
 * Reads the one input.
 *
 * @param raw the bytes behind the JSON
 * @throws {RoteError} `request_not_valid`, `no_rows`, `too_many_rows`, `body_wrong_length`,
 *   `row_too_short`, `row_too_long`, `row_bad_type`, `row_bad_character`, `value_bad_type`,
 *   `value_not_finite`; each names the field
 */
export function readInput(
  inputs: InferBody["inputs"],
  raw: Uint8Array,
  bounds: InputBounds,
): BitMatrix {
  const input = inputs[0];
  if (!input || inputs.length > 1) {
    throw new RoteError(
      "request_not_valid",
      `/inputs holds ${inputs.length} tensors; the model reads one, ${quote(INPUT)}`,
    );
  }
  if (input.name !== INPUT) {
    throw new RoteError(
      "request_not_valid",
      `${FIELD}/name is ${quote(input.name)}; the model's one input is ${quote(INPUT)}`,
    );
  }
  const { model, maxRows } = bounds;
  const encoder = isEncoded(model) ? model.encoder : undefined;
  const datatypes: readonly string[] = encoder ? VALUE_DATATYPES : INPUT_DATATYPES;
  if (!datatypes.includes(input.datatype)) {
    throw new RoteError(
      "request_not_valid",
      `${FIELD}/datatype is ${quote(input.datatype)}; the model reads ${datatypes.join(" or ")}`,
    );
  }
  const columns = encoder ? encoder.columns.length : model.features;
  const rows = readShape(input.shape, columns, maxRows);
  const size = input.parameters?.binary_data_size;
  const hasData = input.data !== undefined && input.data !== null;
  if (hasData === (size !== undefined)) {
    throw new RoteError(
      "request_not_valid",
      hasData
        ? `${FIELD}/data and ${SIZE} are both given; the tensor is in the JSON or behind it`
        : `${FIELD}/data is missing, and so is ${SIZE}`,
    );
  }
  if (raw.length !== (size ?? 0)) {
    throw new RoteError(
      "body_wrong_length",
      `The body has ${raw.length} bytes behind its JSON; ${SIZE} ` +
        (size === undefined ? "is not given" : `is ${size}`),
    );
  }
  if (encoder) return encodeInput(encoder, input, size === undefined ? undefined : raw, rows);
  return size === undefined ? packData(input.data, rows, columns) : packRaw(raw, rows, columns);
}

/** Makes bits of numbers and categories. */
function encodeInput(
  encoder: Encoder,
  { data, datatype }: InferBody["inputs"][number],
  raw: Uint8Array | undefined,
  rows: number,
): BitMatrix {
  const columns = encoder.columns.length;
  const elements = raw
    ? elementsOfRaw(raw, datatype, rows * columns, FIELD)
    : elementsOfData(data, rows, columns, `${FIELD}/data`);
  return encodeElements(encoder, elements, datatype, FIELD);
}

/** The number of rows. */
function readShape(shape: readonly number[], features: number, maxRows: number): number {
  const [rows = -1, columns] = shape;
  if (shape.length !== 2 || columns !== features || !Number.isSafeInteger(rows) || rows < 0) {
    const sizes = shape.slice(0, 4).join(",") + (shape.length > 4 ? ",..." : "");
    throw new RoteError(
      "request_not_valid",
      `${FIELD}/shape is [${sizes}]; the model reads [rows,${features}]`,
    );
  }
  if (rows === 0) throw new RoteError("no_rows", `${FIELD}/shape has no rows`);
  if (rows > maxRows) {
    throw new RoteError(
      "too_many_rows",
      `${FIELD}/shape has ${rows} rows, which are above the limit of ${maxRows}`,
    );
  }
  return rows;
}

function packRaw(raw: Uint8Array, rows: number, features: number): BitMatrix {
  if (raw.length !== rows * features) {
    throw new RoteError(
      "body_wrong_length",
      `${SIZE} is ${raw.length}; shape [${rows},${features}] takes ${rows * features} bytes`,
    );
  }
  const matrix = zeroMatrix(rows, features);
  const wrong = packRawBits(matrix, raw);
  if (wrong < 0) return matrix;
  const row = Math.floor(wrong / features);
  throw badBit(`The raw tensor of ${FIELD}`, raw[wrong], row, wrong % features);
}

/** Packs an array of rows, or one of all their bits. */
function packData(values: unknown, rows: number, features: number): BitMatrix {
  const expected = `shape [${rows},${features}] takes`;
  if (!Array.isArray(values)) {
    throw new RoteError("row_bad_type", `${FIELD}/data is ${quote(values)}, not an array`);
  }
  const isNested = Array.isArray(values[0]);
  checkLength(values, isNested ? rows : rows * features, "", expected);
  if (isNested) {
    values.forEach((value, row) => checkLength(value, features, `/${row}`, `${expected} rows of`));
  }
  const matrix = zeroMatrix(rows, features);
  for (let row = 0; row < rows; row++) {
    const bits = isNested ? values[row] : values;
    const first = isNested ? 0 : row * features;
    const position = packArray(matrix, row, bits, first);
    if (position >= 0) throw badBit(`${FIELD}/data`, bits[first + position], row, position);
  }
  return matrix;
}

function checkLength(values: unknown, length: number, place: string, expected: string): void {
  if (!Array.isArray(values)) {
    throw new RoteError("row_bad_type", `${FIELD}/data${place} is ${quote(values)}, not an array`);
  }
  if (values.length === length) return;
  throw new RoteError(
    values.length < length ? "row_too_short" : "row_too_long",
    `${FIELD}/data${place} has ${values.length} elements; ${expected} ${length}`,
  );
}

function badBit(where: string, value: unknown, row: number, position: number): RoteError {
  return new RoteError(
    "row_bad_character",
    `${where} has ${quote(value)} at row ${row}, position ${position}; a bit is 0 or 1`,
  );
}
