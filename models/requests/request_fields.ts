/**
 * What the fields of a request may hold, but for settings of trainings (`setting_schemas.ts`), in the
 * words of JSON Schema: for the OpenAPI document. The schemas of `schemas.ts` let more through, as `lib`
 * and `row_forms.ts` say better what is off.
 *
 * @module
 */

import {
  DEFAULT_METHOD,
  MAX_CLASS_NAME_BYTES,
  MAX_COLUMN_ENTRIES,
  MAX_COLUMNS,
  MAX_FEATURES,
  METHOD_NAMES,
  methodNamed,
} from "../../lib/mod.ts";
import { NAME_PATTERN, VERSION_PATTERN } from "../names.ts";

/** A whole number within bounds. */
function integer(minimum: number, maximum: number, description: string) {
  return { type: "integer", minimum, maximum, description } as const;
}

/** Name of a model. */
export const MODEL = {
  description: "Name of the model; it stands in paths and file names as it is",
  pattern: NAME_PATTERN.source,
};

/** Version of a model. */
export const VERSION = {
  description: "SHA-256 of the model's blob; the current version unless given",
  pattern: VERSION_PATTERN.source,
};

/** One row, in each form that `packRows` reads: "Row" of the OpenAPI document. */
export const ROW = {
  description: "One row of bits, or of numbers and categories. The forms may be mixed within " +
    "either, but for base64 and hex",
  anyOf: [
    { type: "string", pattern: "^[01]+$", maxLength: MAX_FEATURES, description: "Text of bits" },
    {
      type: "array",
      items: { enum: [0, 1, false, true] },
      minItems: 1,
      maxItems: MAX_FEATURES,
      description: "Bits",
    },
    {
      type: "string",
      contentEncoding: "base64",
      pattern: "^[A-Za-z0-9+/]+={0,2}$",
      description: 'With "encoding": "base64": packed bits, the first the least significant',
    },
    {
      type: "string",
      contentEncoding: "base16",
      pattern: "^(?:[0-9A-Fa-f]{2})+$",
      description: 'With "encoding": "hex": packed bits, the first the least significant',
    },
    {
      type: "array",
      items: { type: ["number", "string", "boolean", "null"] },
      minItems: 1,
      maxItems: MAX_COLUMNS,
      description: 'With "encoding": "values": a value for each column; null is missing',
    },
    {
      type: "object",
      additionalProperties: { type: ["number", "string", "boolean", "null"] },
      description: "A value for each column by its name; null is missing",
    },
  ],
};

/** One label, as `nameClasses` reads it: "Label" of the OpenAPI document. */
export const LABEL = {
  description: "The class of a row: a number, a boolean, or the name of a class",
  anyOf: [
    { type: "string", maxLength: MAX_CLASS_NAME_BYTES },
    { type: "number" },
    { type: "boolean" },
  ],
};

/** How a model is made. */
export const METHOD = {
  description: METHOD_NAMES.map((name) => `${name}: ${methodNamed(name).words}`).join("; ") +
    `. ${DEFAULT_METHOD} unless given` +
    METHOD_NAMES.filter((name) => name !== DEFAULT_METHOD).map((name) =>
      `, or ${name} if a setting that only ${methodNamed(name).plural} have is given`
    ).join(""),
};

/** How numbers become bits. */
export const THRESHOLDS = {
  description: "Where the thresholds of numbers lie: at quantiles, or evenly apart",
};
/** How numbers become bits. */
export const ENCODER_BITS = integer(
  1,
  MAX_COLUMN_ENTRIES,
  "Most thresholds of a column of numbers",
);
/** What values are. */
export const COLUMNS = {
  description: 'Names of the columns of values; unless given, the keys of records, or "0", "1", ' +
    "... for arrays",
};

/** Bits of a row. */
export const FEATURES = integer(1, MAX_FEATURES, "Bits of a row");

/** When no label is better than the likeliest one. */
export const ABSTAIN_BELOW = {
  type: "number",
  minimum: 0,
  maximum: 1,
  description: "A row whose highest score is below it gets null for a label",
} as const;
/** Whether to say why. */
export const EXPLAIN = {
  description: "1: say of each row what flipping each of its bits would change. Takes as many " +
    "predictions as there are bits, so fewer rows at a time",
};

/** The bits of a tensor in JSON. */
export const TENSOR_DATA = {
  description: "The bits in row-major order, in one array or in one a row; absent if they are raw",
  anyOf: [
    { type: "array", items: { enum: [0, 1, false, true] } },
    { type: "array", items: { type: "array", items: { enum: [0, 1, false, true] } } },
  ],
};
