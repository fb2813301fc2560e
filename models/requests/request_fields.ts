/**
 * What the fields of a request may hold, in the words of JSON Schema: for the OpenAPI document. The
 * schemas of `schemas.ts` let more through, as `lib` and `row_forms.ts` say better what is off.
 *
 * @module
 */

import {
  MAX_ARITY,
  MAX_CLASS_NAME_BYTES,
  MAX_COLUMN_ENTRIES,
  MAX_COLUMNS,
  MAX_FEATURES,
  MAX_LAYERS,
  MAX_SPLITS,
  MAX_WIDTH,
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

/** Shape of the network. */
export const HIDDEN_LAYERS = integer(
  1,
  MAX_LAYERS - 1,
  "Layers below the output LUT; with head vote all layers, of which the last votes",
);
/** Shape of the network. */
export const WIDTH = integer(1, MAX_WIDTH, "LUTs of each hidden layer");
/** Shape of the network. */
export const ARITY = integer(
  1,
  MAX_ARITY,
  "Wires of each LUT, the paper's k; no more than there are features, or LUTs in a layer",
);
/** What a network learns from. */
export const HIDDEN = {
  description:
    "What layers see of the training rows: memorized, what the truth tables below say; " +
    "leave-one-out, the majority without the row's own vote, so that memorized noise does not spread",
};
/** How a network answers. */
export const HEAD = {
  description: "lut: one more LUT reads the last hidden layer; vote: the majority of that layer",
};
/** How a model is made. */
export const METHOD = {
  description:
    "network: the paper's network of LUTs, for three to 64 classes one for each pair of them; " +
    "boosted: one layer of boosted tables, for up to 256 classes. boosted unless given, or " +
    "network if a setting that only networks have is given",
};
/** Shape of boosted tables. */
export const TABLES = integer(1, MAX_WIDTH, "Boosted tables");
/** Shape of boosted tables. */
export const BOOSTED_ARITY = integer(
  1,
  MAX_ARITY,
  "Wires of each table; no more than there are features to choose from",
);
/** Training of boosted tables. */
export const RATE = {
  type: "number",
  minimum: 0.001,
  maximum: 1,
  description: "How far each table goes: more tables want a smaller rate",
} as const;
/** Training of boosted tables. */
export const LAMBDA = {
  type: "number",
  minimum: 0.01,
  maximum: 10_000,
  description: "Holds entries down that few rows reach",
} as const;
/** Training of boosted tables. */
export const SPLITS = integer(
  1,
  MAX_SPLITS,
  "Halves of the classes that the tables take turns with; 32 unless given, one for two classes",
);
/** What the rows are. */
export const INPUT_SHAPE = {
  description: "The rows are images: height, width and channels, which multiply to the features. " +
    "Feature (channel x height + y) x width + x is a pixel",
};
/** Wires that read pixels. */
export const PATCH = {
  type: "integer",
  minimum: 0,
  description:
    "With inputShape: each table, or LUT of the first layer, reads one window of (2 patch + 1)^2 pixels",
} as const;
/** Copies of images. */
export const SHIFT = integer(0, 2, "With inputShape: count copies moved by up to so many pixels");
/** Copies of images. */
export const FLIP = { description: "With inputShape: count copies mirrored left to right" };
/** Rows kept for early stopping. */
export const STOPPING_SHARE = {
  type: "number",
  exclusiveMinimum: 0,
  exclusiveMaximum: 1,
  description: "End where a share of the rows that is kept away from training was answered best; " +
    "the scores are calibrated on it, too. It is taken of what holdout leaves",
} as const;
/** How long training goes on without anything better. */
export const PATIENCE = integer(
  1,
  MAX_WIDTH,
  "With early stopping: tables after which training ends if they make nothing better",
);
/** Where chance starts from. */
export const SEED = integer(
  0,
  Number.MAX_SAFE_INTEGER,
  "The same rows, settings and seed give the same bytes",
);

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
