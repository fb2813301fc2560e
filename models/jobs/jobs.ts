/**
 * Training jobs: a bounded queue in front of a few workers. What a client was told of a job is in
 * the store; the rows of a job are in memory only, so a restart ends it as `failed`, never as stuck.
 *
 * @module
 */

import { methodNamed, quote, RoteError, type TrainingProgress } from "../../lib/mod.ts";
import { type IdempotencyKey, isFinished, type Job, progressOf } from "../job.ts";
import { bytesOf, JobQueue, type JobRequest, type QueuedJob } from "./job_queue.ts";
import { storedAt } from "../stored_model.ts";
import { type Page, pageOf } from "../store/page.ts";
import {
  checkModelBytes,
  checkModelMemory,
  checkRoom,
  checkWritable,
  type QuotaLimits,
} from "../store/quota.ts";
import { type Shares, WHOLE, WITHOUT_KEY } from "../operating/shares.ts";
import type { JobFilter, Store } from "../store/store.ts";
import { Trainer } from "./trainer.ts";
import type { TrainedBlob } from "./training_messages.ts";

export type { JobRequest };

/** What the queue is given from outside. */
export interface JobsOptions {
  readonly store: Store;
  /** Trainings at the same time. */
  readonly workers: number;
  /** Threads that share one training; one if not given. */
  readonly trainingThreads?: number;
  /** Jobs that may wait. */
  readonly queue: number;
  /** Bytes of rows of jobs that wait or run; any number if not given. */
  readonly queueBytes?: number;
  /** Milliseconds that one training may take; 0 or nothing: any number. */
  readonly trainMilliseconds?: number;
  /** Finished jobs that are remembered. */
  readonly finishedJobs: number;
  /** What the store may hold; anything if not given. */
  readonly quota?: QuotaLimits;
  /** Told of each job that has ended. */
  readonly onFinished?: (job: Job) => void;
  /** What of the queue one client may take; all if not given. */
  readonly shares?: Shares;
  /** The time; the system's unless a test has its own. */
  readonly now?: () => Date;
  /** Told of errors that no client hears of. */
  readonly onError?: (error: unknown) => void;
}

/** The queue of training jobs and its workers. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #now: () => Date;
  readonly #trainers: readonly Trainer[];
  readonly #idle: Trainer[];
  readonly #queue: JobQueue;
  /** Finished jobs that the store failed to take, until it does. */
  readonly #unstored = new Map<string, Job>();
  readonly #watchers = new Map<string, Set<(job: Job) => void>>();
  #isClosed = false;

  /**
   * Starts with an empty queue; jobs that an earlier process left unfinished end as `failed`. Those in
   * a store that is only read are somebody else's.
   */
  constructor(options: JobsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#queue = new JobQueue(
      options.queue,
      options.queueBytes ?? Infinity,
      options.shares ?? WHOLE,
    );
    this.#trainers = Array.from(
      { length: options.workers },
      () => new Trainer(options.trainingThreads, (error) => options.onError?.(error)),
    );
    this.#idle = [...this.#trainers];
    if (options.store.isReadOnly) return;
    for (const job of options.store.listUnfinishedJobs()) this.#interrupt(job);
  }

  /** How many jobs wait and how many run. */
  get counts(): { queued: number; running: number } {
    return this.#queue.counts;
  }

  /**
   * Puts a training run into the queue.
   *
   * @param key of the request; one that {@linkcode Jobs.findRepeated} does not know
   * @param sender id of the key that it came with; "" without
   * @throws {RoteError} `queue_full`; `name_not_legal`, `name_taken`, `too_many_models`, `store_full`, `store_read_only`;
   *   `body_too_large` if its rows would never fit into the queue
   */
  submit(request: JobRequest, key?: IdempotencyKey, sender = WITHOUT_KEY): Job {
    if (this.#isClosed) {
      throw new RoteError("queue_full", "The service is stopping and takes no more trainings");
    }
    const { store, quota } = this.#options;
    checkWritable(store);
    if (quota) checkRoom(store, request.model, quota);
    const mayRun = this.#idle.length > 0 && this.#queue.mayRun(sender, this.#trainers.length);
    this.#queue.check(bytesOf(request), !mayRun, sender);
    const job: Job = {
      id: crypto.randomUUID(),
      status: "queued",
      model: request.model,
      createdAt: this.#now().toISOString(),
      progress: {
        layer: 0,
        layers: methodNamed(request.settings.method).countLayers(request.settings),
        fraction: 0,
      },
    };
    this.#options.store.putJob(job, key);
    this.#queue.add(job, request, sender);
    this.#startNext();
    return this.find(job.id);
  }

  /**
   * The job that an earlier request with this key asked for, whatever became of it.
   *
   * @throws {RoteError} `idempotency_key_reused` if that request was another one
   */
  findRepeated({ client, key, fingerprint }: IdempotencyKey): Job | undefined {
    const known = this.#options.store.findKeyed(client, key);
    if (known && known.fingerprint !== fingerprint) {
      throw new RoteError(
        "idempotency_key_reused",
        `The Idempotency-Key ${quote(key)} came before with another request, that of job ` +
          `${known.id}; a new request needs a new key`,
      );
    }
    return known && this.find(known.id);
  }

  /**
   * The job with an id.
   *
   * @throws {RoteError} `job_not_found`
   */
  find(id: string): Job {
    const job = this.#atHand(id) ?? this.#options.store.findJob(id);
    if (job) return job;
    throw new RoteError("job_not_found", `There is no job ${quote(id)}`);
  }

  /** The newest jobs first. */
  list(limit: number, { status, before }: JobFilter = {}): Job[] {
    const { store } = this.#options;
    // A job that runs is stored as one that waits; there are not many of either.
    const stored = status === "queued" || status === "running"
      ? store.listJobs(-1, { status: "queued", before })
      : store.listJobs(limit, { status, before });
    return stored.map((job) => this.#atHand(job.id) ?? job)
      .filter((job) => status === undefined || job.status === status)
      .slice(0, limit);
  }

  /** The newest jobs first, a page of them. `next` is the `before` of the page behind. */
  page(limit: number, filter: JobFilter = {}): Page<Job> {
    const sizeOf = (job: Job) => JSON.stringify(job).length;
    return pageOf(this.list(limit + 1, filter), limit, sizeOf, ({ id }) => id);
  }

  /**
   * Cancels a job that waits or runs. Its worker is free a moment later.
   *
   * @throws {RoteError} `job_not_found`; `job_finished` if it is too late; `store_read_only`
   */
  cancel(id: string): Job {
    checkWritable(this.#options.store);
    const job = this.find(id);
    const entry = this.#queue.find(id);
    if (!entry || isFinished(job)) {
      throw new RoteError("job_finished", `Job ${id} has ${job.status} already`);
    }
    this.#finish(entry, {
      status: "cancelled",
      error: { code: "job_cancelled", detail: "The training was cancelled" },
    });
    entry.trainer?.cancel();
    return entry.job;
  }

  /**
   * Waits until a job is finished, but no longer than `milliseconds`.
   *
   * @returns the job as it then is
   * @throws {RoteError} `job_not_found`
   */
  wait(id: string, milliseconds: number): Promise<Job> {
    const job = this.find(id);
    if (isFinished(job)) return Promise.resolve(job);
    return new Promise((resolve) => {
      const stop = this.watch(id, (changed) => isFinished(changed) && end(changed));
      const timer = setTimeout(() => end(this.find(id)), milliseconds);
      const end = (last: Job) => {
        clearTimeout(timer);
        stop();
        resolve(last);
      };
    });
  }

  /** Calls `watcher` whenever a job changes. Returns a function that ends it. */
  watch(id: string, watcher: (job: Job) => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(id);
    };
  }

  /** Ends all workers. Jobs that are not finished end as `failed: job_interrupted`. */
  close(): void {
    this.#isClosed = true;
    for (const entry of this.#queue.all) this.#finish(entry, INTERRUPTED);
    for (const trainer of this.#trainers) trainer.stop();
  }

  #startNext(): void {
    if (this.#isClosed) return;
    if (this.#idle.length === 0) return;
    const next = this.#queue.next(this.#trainers.length);
    if (!next) return;
    next.trainer = this.#idle.pop()!;
    const { trainMilliseconds = 0 } = this.#options;
    if (trainMilliseconds > 0) {
      next.timer = setTimeout(() => this.#giveUp(next), trainMilliseconds);
    }
    // Not stored: a restart ends a job that runs just as one that waits.
    this.#change(next, { status: "running", startedAt: this.#now().toISOString() });
    this.#train(next, next.trainer);
    this.#startNext();
  }

  async #train(entry: QueuedJob, trainer: Trainer): Promise<void> {
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      this.#idle.push(trainer);
      this.#startNext();
    };
    const onProgress = (progress: TrainingProgress) => {
      if (!isFinished(entry.job)) this.#change(entry, { progress: progressOf(progress) });
    };
    try {
      const trained = await trainer.run(entry.request, onProgress);
      // A job may have been cancelled while its outcome was on the way here.
      if (!isFinished(entry.job)) await this.#keep(entry, trained, release);
    } catch (error) {
      // A cancelled or interrupted job is finished already; its run only now comes to its end.
      if (!isFinished(entry.job)) this.#fail(entry, error);
    }
    release();
  }

  /** Stores what a job trained and says that it succeeded, in one transaction. */
  async #keep(
    entry: QueuedJob,
    { blob, result, description, memory }: TrainedBlob,
    release: () => void,
  ): Promise<void> {
    const { store, quota } = this.#options;
    if (quota) {
      checkModelBytes(blob.length, quota);
      checkModelMemory(memory, quota);
      checkRoom(store, entry.job.model, quota);
    }
    const now = this.#now().toISOString();
    const job: Job = {
      ...entry.job,
      status: "succeeded",
      version: description.version,
      finishedAt: now,
      progress: { ...entry.job.progress, layer: entry.job.progress.layers, fraction: 1 },
      result,
    };
    entry.storing = new AbortController();
    await store.finishJob(job, storedAt(now, description), blob, {
      signal: entry.storing.signal,
      onStored: () => {
        this.#end(entry, job);
        release();
      },
    });
  }

  /** Ends a training that takes too long. */
  #giveUp(entry: QueuedJob): void {
    const seconds = this.#options.trainMilliseconds! / 1_000;
    this.#finish(entry, {
      status: "failed",
      error: {
        code: "job_too_long",
        detail: `The training was not finished after ${seconds} seconds, the limit for one`,
      },
    });
    entry.trainer?.cancel();
  }

  #fail(entry: QueuedJob, error: unknown): void {
    const known = error instanceof RoteError && error.code !== "internal";
    if (!known || error.code === "store_unavailable") this.#options.onError?.(error);
    this.#finish(entry, {
      status: "failed",
      error: known
        ? { code: error.code, detail: error.message }
        : { code: "internal", detail: "The training failed by a fault of the service" },
    });
  }

  #finish(entry: QueuedJob, change: Partial<Job>): void {
    entry.storing?.abort();
    const job: Job = { ...entry.job, ...change, finishedAt: this.#now().toISOString() };
    this.#unstored.set(job.id, job);
    this.#end(entry, job);
  }

  /** Stores the finished jobs that are not stored yet. A store that fails is tried again with the next job that ends. */
  #storeFinished(): void {
    try {
      for (const [id, job] of this.#unstored) {
        this.#options.store.putJob(job);
        this.#unstored.delete(id);
      }
    } catch (error) {
      this.#options.onError?.(error);
    }
  }

  #end(entry: QueuedJob, job: Job): void {
    clearTimeout(entry.timer);
    this.#storeFinished();
    this.#queue.delete(entry);
    this.#change(entry, job);
    this.#options.onFinished?.(job);
    this.#watchers.delete(job.id);
    try {
      this.#options.store.forgetJobs(this.#options.finishedJobs);
    } catch (error) {
      this.#options.onError?.(error);
    }
  }

  #change(entry: QueuedJob, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    for (const watcher of [...this.#watchers.get(entry.job.id) ?? []]) watcher(entry.job);
  }

  /** A job of which this process knows more than the store. */
  #atHand(id: string): Job | undefined {
    return this.#queue.find(id)?.job ?? this.#unstored.get(id);
  }

  #interrupt(job: Job): void {
    this.#options.store.putJob({ ...job, ...INTERRUPTED, finishedAt: this.#now().toISOString() });
  }
}

const INTERRUPTED: Partial<Job> = {
  status: "failed",
  error: {
    code: "job_interrupted",
    detail: "The service stopped before the training was finished; send it again",
  },
};
