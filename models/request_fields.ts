/**
 * What the fields of a request may hold, in the words of JSON Schema: for the OpenAPI document. The
 * schemas of `schemas.ts` let more through, as `lib` and `row_forms.ts` say better what is off.
 *
 * @module
 */

import {
  MAX_ARITY,
  MAX_CLASS_NAME_BYTES,
  MAX_FEATURES,
  MAX_LAYERS,
  MAX_WIDTH,
} from "../lib/mod.ts";
import { NAME_PATTERN, VERSION_PATTERN } from "./names.ts";

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

/** One row, in each form that `packRows` reads. */
export const ROW = {
  id: "Row",
  description: "One row of bits. The forms may be mixed, but for base64 and hex",
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
  ],
};

/** One label, as `nameClasses` reads it. */
export const LABEL = {
  id: "Label",
  description: "The class of a row: 0 or 1, a boolean, or the name of one of two classes",
  anyOf: [
    { type: "string", maxLength: MAX_CLASS_NAME_BYTES },
    { type: "number" },
    { type: "boolean" },
  ],
};

/** Shape of the network. */
export const HIDDEN_LAYERS = integer(1, MAX_LAYERS - 1, "Layers below the output LUT");
/** Shape of the network. */
export const WIDTH = integer(1, MAX_WIDTH, "LUTs of each hidden layer");
/** Shape of the network. */
export const ARITY = integer(
  1,
  MAX_ARITY,
  "Wires of each LUT, the paper's k; no more than there are features, or LUTs in a layer",
);
/** Where chance starts from. */
export const SEED = integer(
  0,
  Number.MAX_SAFE_INTEGER,
  "The same rows, settings and seed give the same bytes",
);

/** Share of held-out rows. */
export const HOLDOUT = {
  type: "number",
  exclusiveMinimum: 0,
  exclusiveMaximum: 1,
  description: "Share of the rows that is kept away from training, to tell an honest accuracy",
} as const;

/** Whether to report on each layer. */
export const STATISTICS = {
  description: "Report the accuracy of each layer's LUTs; every LUT is trained then, live or not",
};

/** Bits of a row. */
export const FEATURES = integer(1, MAX_FEATURES, "Bits of a row");

/** The bits of a tensor in JSON. */
export const TENSOR_DATA = {
  description: "The bits in row-major order, in one array or in one a row; absent if they are raw",
  anyOf: [
    { type: "array", items: { enum: [0, 1, false, true] } },
    { type: "array", items: { type: "array", items: { enum: [0, 1, false, true] } } },
  ],
};
