/**
 * What the service keeps: models with their versions, and jobs. Every method is one transaction: it
 * is done wholly or not at all, and what it returned is on the disk. Any of them throws a `RoteError`
 * with `store_unavailable` if the store cannot be used: disk full, locked, closed.
 *
 * @module
 */

import type { IdempotencyKey, Job, JobStatus } from "./job.ts";
import type { Model, ModelVersion } from "./model.ts";

/** Which jobs are listed. */
export interface JobFilter {
  /** As it was stored. */
  readonly status?: JobStatus | undefined;
  /** Id of a job: those that came before it. None do, once it is forgotten. */
  readonly before?: string | undefined;
}

/** The store of models and jobs. */
export interface Store {
  /**
   * Stores a blob as a version of a model and makes it the current one. A version that is there
   * already stays as it is.
   *
   * @returns the stored version, and whether it is new
   */
  putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
  ): { version: ModelVersion; isNew: boolean };

  /** All models by name. */
  listModels(): Model[];
  findModel(name: string): Model | undefined;
  /** The name of a model that is the same but for the case of its letters (A to Z), if there is one. */
  findNameIgnoringCase(name: string): string | undefined;
  /** The versions of a model, newest first. */
  listVersions(name: string): ModelVersion[];
  findVersion(name: string, version: string): ModelVersion | undefined;
  /**
   * The current version of a model; cheap, as every prediction asks for it. A write through this
   * store is seen at once; one of another process may go unseen for a moment.
   */
  currentVersion(name: string): string | undefined;
  readBlob(name: string, version: string): Uint8Array<ArrayBuffer> | undefined;
  /** Deletes a model with all its versions. Returns whether it was there. */
  deleteModel(name: string): boolean;

  /** Adds a job, with the key of its request, or replaces the one with its id, which keeps its key. */
  putJob(job: Job, key?: IdempotencyKey): void;
  /** Stores what a job trained and the job with it, at once. */
  finishJob(job: Job, version: ModelVersion, blob: Uint8Array): void;
  findJob(id: string): Job | undefined;
  /** The job whose request came with a key, and the fingerprint of that request. */
  findKeyed(client: string, key: string): { id: string; fingerprint: string } | undefined;
  /** The newest jobs first. */
  listJobs(limit: number, filter?: JobFilter): Job[];
  /** The jobs that are neither finished nor forgotten. */
  listUnfinishedJobs(): Job[];
  /** Forgets the oldest finished jobs but for `keep` of them. */
  forgetJobs(keep: number): void;

  /** What the store holds: models, versions of all of them, bytes of its file. */
  size(): { models: number; versions: number; bytes: number };

  close(): void;
}
