/**
 * What a client sends and gets, as types: of the service's own where it has them.
 *
 * @module
 */

import type {
  Augmentation,
  BoostedSettings,
  EarlyStopping,
  ExportOptions as EngineExportOptions,
  ExportTargetName,
  Label,
  NetworkShape,
} from "../lib/mod.ts";
import type { PredictionAnswer } from "../models/answers.ts";
import type { Job } from "../models/jobs/job.ts";
import type { Method } from "../models/method.ts";
import type { ModelVersion } from "../models/stored_model.ts";
import type { VersionSummary } from "../models/model_summary.ts";
import type { Encoding } from "../models/requests/row_forms.ts";

export type { ExportTargetName, Job, Label, Method };

/** One row: `"0110"`, `[0,1,1,0]`, `[false,true,true,false]`, or packed text with an encoding. */
export type Row = string | readonly (0 | 1 | boolean)[];

/** What may be chosen of boosted tables. */
export type BoostedTraining = Partial<
  Omit<BoostedSettings, "seed" | "augment" | "earlyStopping"> & {
    readonly augment: Partial<Augmentation>;
    readonly earlyStopping: Partial<EarlyStopping>;
  }
>;

/** The body of a training. */
export interface TrainingRequest {
  /** Name of the model. */
  readonly model: string;
  readonly rows: readonly Row[];
  /** One a row, of up to 64 classes; of up to 256 for boosted tables. */
  readonly labels: readonly Label[];
  /** How rows are written; bits unless given. */
  readonly encoding?: Encoding;
  /** Bits of a row; needed for base64 and hex. */
  readonly features?: number;
  /** How the model is made; boosted tables unless given, or a network if `network` is. */
  readonly method?: Method;
  /** 5 hidden layers of 1024 LUTs with 8 wires each, but for what is given. */
  readonly network?: Partial<NetworkShape>;
  /** 2048 tables with 8 wires each, rate 0.1 and lambda 1, but for what is given. */
  readonly boosted?: BoostedTraining;
  readonly seed?: number;
  /** Share of the rows to test on. */
  readonly holdout?: number;
  /** Report the accuracy of each layer's LUTs. */
  readonly statistics?: boolean;
  /** Rows to test on. */
  readonly test?: { readonly rows: readonly Row[]; readonly labels: readonly Label[] };
}

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
  /** How rows are written; bits unless given. */
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
