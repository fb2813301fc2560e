/**
 * What the service keeps: models with their versions, and jobs. What a method returned, or a promise
 * resolved to, is on the disk, and each is done wholly or not at all. Any of them throws a `RoteError`
 * with `store_unavailable` if the store cannot be used: disk full, locked, closed, its file gone; and
 * those that write throw `store_read_only` if it is only read.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import type { IdempotencyKey, Job, JobStatus } from "../job.ts";
import type { ModelVersion, StoredModel } from "../stored_model.ts";
import type { ModelSummary, VersionSummary } from "../model_summary.ts";
import type { Page } from "./page.ts";
import type { StoredBlob } from "./stored_blob.ts";

/** Which jobs are listed. */
export interface JobFilter {
  /** As it was stored. */
  readonly status?: JobStatus | undefined;
  /** Id of a job: those that came before it. None do, once it is forgotten. */
  readonly before?: string | undefined;
}

/** Which models are listed. */
export interface ModelFilter {
  /** Models at most; 100 unless given. */
  readonly limit?: number | undefined;
  /** Name of a model, which need not be there: those behind it. */
  readonly after?: string | undefined;
}

/** Which versions are listed. */
export interface VersionFilter {
  /** Versions at most; 100 unless given. */
  readonly limit?: number | undefined;
  /** `next` of another page: those that are older. It holds though versions are deleted. */
  readonly before?: string | undefined;
}

/** A version of a model by its name alone. */
export interface VersionName {
  readonly name: string;
  readonly version: string;
}

/** What may be said with a training that is stored. */
export interface FinishOptions {
  /** Aborted if the job ends otherwise meanwhile: nothing of it is stored then. */
  readonly signal?: AbortSignal;
  /** Called in the moment in which all of it is stored, before anything else happens. */
  readonly onStored?: () => void;
}

/** Something that is wrong with the store. */
export interface StoreProblem {
  readonly code: "store_unavailable" | "model_damaged";
  readonly detail: string;
}

/** The store of models and jobs. */
export interface Store {
  /** True if it is only read. */
  readonly isReadOnly: boolean;
  /** The versions that were found damaged and are still there. */
  readonly damaged: readonly VersionName[];
  /** What is wrong: versions that are damaged, a write that failed, a file that is gone. */
  readonly problems: readonly StoreProblem[];

  /**
   * Stores a blob as a version of a model and makes it the current one; the oldest versions beyond
   * those that are kept go. A version that is there already stays as it is, unless it was found
   * damaged: then its blob is replaced. The blob must stay as it is meanwhile.
   *
   * @returns the stored version, and whether it is new
   */
  putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
  ): Promise<{ version: ModelVersion; isNew: boolean }>;

  /** Models by name, a page of them. `next` is the `after` of the page behind. */
  listModels(filter?: ModelFilter): Page<ModelSummary>;
  findModel(name: string): StoredModel | undefined;
  /** The name of a model that is the same but for the case of its letters (A to Z), if there is one. */
  findNameIgnoringCase(name: string): string | undefined;
  /** The versions of a model, newest first, a page of them. `next` is the `before` of the next page. */
  listVersions(name: string, filter?: VersionFilter): Page<VersionSummary>;
  /** Which versions a model has, the newest first, `limit` at most. */
  listVersionNames(name: string, limit: number): string[];
  /**
   * Every version of every model: models by name, versions newest first.
   *
   * @param limit versions at most
   * @param after `next` of another page
   * @throws {RoteError} `request_not_valid` for an `after` that no page gave
   */
  listIndex(limit: number, after?: string): Page<VersionName>;
  findVersion(name: string, version: string): ModelVersion | undefined;
  /** Whether a model has a version; cheap. */
  hasVersion(name: string, version: string): boolean;
  /**
   * The current version of a model; cheap, as every prediction asks for it. A write through this
   * store is seen at once; one of another process may go unseen for a moment.
   */
  currentVersion(name: string): string | undefined;
  /**
   * A blob, whole and checked.
   *
   * @throws {RoteError} `model_damaged` if it is not what was stored
   */
  readBlob(name: string, version: string): Uint8Array<ArrayBuffer> | undefined;
  /** A blob to be read in pieces. */
  openBlob(name: string, version: string): StoredBlob | undefined;
  /**
   * Deletes a model with all its versions: they are gone at once, and when it resolves their room is
   * free. Resolves to whether the model was there.
   */
  deleteModel(name: string): Promise<boolean>;
  /**
   * Deletes a version: the newest of the others is the current one then, if this one was, and a model
   * without others goes with it. Resolves, as {@linkcode Store.deleteModel} does, to whether it was
   * there.
   */
  deleteVersion(name: string, version: string): Promise<boolean>;

  /** Adds a job, with the key of its request, or replaces the one with its id, which keeps its key. */
  putJob(job: Job, key?: IdempotencyKey): void;
  /**
   * Stores what a job trained and the job with it, at once, as {@linkcode Store.putVersion} does.
   *
   * @throws {unknown} the signal's reason
   */
  finishJob(
    job: Job,
    version: ModelVersion,
    blob: Uint8Array,
    options?: FinishOptions,
  ): Promise<void>;
  findJob(id: string): Job | undefined;
  /** The job whose request came with a key, and the fingerprint of that request. */
  findKeyed(client: string, key: string): { id: string; fingerprint: string } | undefined;
  /** The newest jobs first. */
  listJobs(limit: number, filter?: JobFilter): Job[];
  /** The jobs that are neither finished nor forgotten. */
  listUnfinishedJobs(): Job[];
  /** Forgets the oldest finished jobs but for `keep` of them. */
  forgetJobs(keep: number): void;

  /** What the store holds: models, versions of all of them, bytes that are used; cheap. */
  size(): { models: number; versions: number; bytes: number };

  close(): void;
}

/** What writing to a store is refused with that is only read. */
export function storeReadOnly(): RoteError {
  return new RoteError(
    "store_read_only",
    "The service reads its store alone (ROTE_READ_ONLY) and changes nothing in it",
  );
}
