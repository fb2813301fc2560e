/**
 * What the service keeps: models with their versions, and jobs. Every method is one transaction: it
 * is done wholly or not at all, and what it returned is on the disk. Any of them throws a `RoteError`
 * with `store_unavailable` if the store cannot be used: disk full, locked, closed.
 *
 * @module
 */

import type { Job } from "./job.ts";
import type { Model, ModelVersion } from "./model.ts";

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

  /** Adds a job or replaces the one with its id. */
  putJob(job: Job): void;
  /** Stores what a job trained and the job with it, at once. */
  finishJob(job: Job, version: ModelVersion, blob: Uint8Array): void;
  findJob(id: string): Job | undefined;
  /** The newest jobs first. */
  listJobs(limit: number): Job[];
  /** The jobs that are neither finished nor forgotten. */
  listUnfinishedJobs(): Job[];
  /** Forgets the oldest finished jobs but for `keep` of them. */
  forgetJobs(keep: number): void;

  close(): void;
}
