/**
 * The types of exported modules in TypeScript.
 *
 * @module
 */

/** What a prediction takes and gives. */
const ANSWERS =
  `/** A row: a text of 0 and 1, an array of bits, or ceil(features / 8) packed bytes, first bit lowest. */
export type Row = string | readonly (0 | 1 | boolean)[] | Uint8Array;

/** The answer for one row. */
export interface Prediction {
  /** Index of the predicted class in \`classes\`. */
  readonly label: number;
  /** For each class its score, 0 to 1; they add up to 1. */
  readonly scores: readonly number[];
}

/** The answers for many rows. */
export interface Predictions {
  /** rows: index of the predicted class in \`classes\`. */
  readonly labels: Uint8Array;
  /** rows x classes: the score of each class. */
  readonly scores: Float64Array;
}
`;

/** The types of an `es-module` that has the model inside. */
export const MODULE_DECLARATIONS = `${ANSWERS}
/** The model's name. */
export const model: string;
/** The SHA-256 of the model's blob, in hex. */
export const version: string;
/** Bits of a row. */
export const features: number;
/** The names of the classes. */
export const classes: readonly string[];

/** Predicts one row. Throws an error with a \`code\` if the row is no row. */
export function predict(row: Row): Prediction;

/** Predicts many rows, or all of them packed, one after the other. */
export function predictBatch(rows: readonly Row[] | Uint8Array): Predictions;
`;

/** The types of the edge runtime by itself. */
export const RUNTIME_DECLARATIONS = `${ANSWERS}
/** A model that is ready to predict. */
export interface Model {
  /** Bits of a row. */
  readonly features: number;
  /** The names of the classes. */
  readonly classes: readonly string[];
  /** Predicts one row. Throws a RoteError if the row is no row. */
  predict(row: Row): Prediction;
  /** Predicts many rows, or all of them packed, one after the other. */
  predictBatch(rows: readonly Row[] | Uint8Array): Predictions;
}

/** Reads a blob, which may come from anyone: it is checked whole. Throws a RoteError. */
export function loadModel(blob: Uint8Array | ArrayBuffer): Model;

/** A refusal. */
export class RoteError extends Error {
  /** What kind of refusal; stable over versions. */
  readonly code: string;
  /** What was refused, and where it is. */
  readonly offenders: readonly {
    readonly code: string;
    readonly detail: string;
    readonly row?: number;
    readonly position?: number;
  }[];
}
`;

/** The types of a worker. */
export const WORKER_DECLARATIONS = `/** Answers a request: POST /predict, GET /health. */
export function handle(request: Request): Promise<Response>;

declare const worker: { fetch: typeof handle };
export default worker;
`;
