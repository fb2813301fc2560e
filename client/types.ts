/**
 * What a client sends and gets, as types: of the service's own where it has them.
 *
 * @module
 */

import type {
  ExportOptions as EngineExportOptions,
  ExportTargetName,
  Label,
  MethodName,
} from "../lib/mod.ts";
import type { PredictionAnswer } from "../models/answers.ts";
import type { Job } from "../models/job.ts";
import type { ModelVersion } from "../models/stored_model.ts";
import type { VersionSummary } from "../models/model_summary.ts";
import type { Encoding } from "../models/requests/row_forms.ts";
import type { Row, TrainingBody } from "../models/requests/schemas.ts";

export type { ExportTargetName, Job, Label, MethodName as Method, Row };

/** The body of a training: what the schema of the service reads, with labels. */
export type TrainingRequest = Sent<TrainingBody> & { readonly labels: readonly Label[] };

/** What is sent is only read: lists may be constants, and what is undefined is left out. */
type Sent<T> = T extends readonly (infer Element)[] ? readonly Sent<Element>[]
  : T extends object ? { readonly [Key in keyof T]: Sent<T[Key]> }
  : T;

/** Which version of a model is meant. */
export interface VersionOptions {
  /** The current one unless given. */
  readonly version?: string;
  /** Calls the request off. */
  readonly signal?: AbortSignal;
}

/** How a list is read. */
export interface ListOptions {
  /** Entries of a page, 1 to 1,000; 100 unless given. */
  readonly pageSize?: number;
  /** Calls the requests off. */
  readonly signal?: AbortSignal;
}

/** A version as it stands in lists: without columns and metadata. */
export type ListedVersion = VersionSummary;

/** A model as it stands in lists, with the facts of its current version. */
export interface ListedModel extends VersionSummary {
  readonly name: string;
  /** When its current version came to be; `createdAt` says it of the model. */
  readonly updatedAt: string;
  readonly versionCount: number;
}

/** What may be said with packed rows that are to be predicted. */
export interface PackedPredictOptions extends VersionOptions {
  /** A row whose highest score is below it gets null for a label. */
  readonly abstainBelow?: number;
  /** Say of each row what flipping each of its bits would change. */
  readonly explain?: boolean;
}

/** What may be said with rows that are to be predicted. */
export interface PredictOptions extends PackedPredictOptions {
  /** How rows are written: bits unless given, or values where rows are records. */
  readonly encoding?: Encoding;
}

/** Labels and scores, by row. */
export type Prediction = PredictionAnswer;

/** A version that was uploaded. */
export interface StoredVersion extends ModelVersion {
  /** Name of the model. */
  readonly model: string;
}

/** What can be chosen about an export; each target takes some of it. */
export interface ExportOptions extends VersionOptions, Omit<EngineExportOptions, "rows"> {}

/** A file of an export. */
export interface ExportedFile {
  /** The name that the other files call it by. */
  readonly name: string;
  /** Media type; text is UTF-8. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
