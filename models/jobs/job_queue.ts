/**
 * The jobs that are not finished, oldest first: those that wait and those that run. Their number is
 * bounded, and so are the bytes of their rows, which are in memory until a job ends.
 *
 * @module
 */

import { type AnyRun, type DataSet, RoteError } from "../../lib/mod.ts";
import type { Job } from "../job.ts";
import type { PackedEncoder } from "./packed_encoder.ts";
import { type Shares, WHOLE, WITHOUT_KEY } from "../operating/shares.ts";
import { buffersOf, type Trainer } from "./trainer.ts";

/** What a job is to do. Checked beforehand (`checkRun`, `checkName`). */
export interface JobRequest {
  readonly model: string;
  readonly data: DataSet;
  readonly settings: AnyRun;
  readonly test?: DataSet;
  /** What made the bits, if rows were numbers and categories: it goes into the model. */
  readonly encoder?: PackedEncoder;
}

/** A job that is not finished, and what only this process knows of it. */
export interface QueuedJob {
  job: Job;
  readonly request: JobRequest;
  /** Id of the key that it came with; "" without. */
  readonly sender: string;
  /** Bytes of the rows and labels. */
  readonly bytes: number;
  /** What trains it, once it runs. */
  trainer?: Trainer;
  /** Calls off the storing of what it trained, once that is under way. */
  storing?: AbortController;
  /** Ends it when it takes too long. */
  timer?: ReturnType<typeof setTimeout>;
}

/** A bounded queue of jobs. */
export class JobQueue {
  readonly #mostWaiting: number;
  readonly #mostBytes: number;
  readonly #entries = new Map<string, QueuedJob>();
  readonly #shares: Shares;
  #bytes = 0;

  /**
   * @param mostWaiting jobs that may wait
   * @param mostBytes bytes of rows of jobs that wait or run
   * @param shares what of both one client may take
   */
  constructor(mostWaiting: number, mostBytes: number, shares: Shares = WHOLE) {
    this.#mostWaiting = mostWaiting;
    this.#mostBytes = mostBytes;
    this.#shares = shares;
  }

  /** How many jobs wait and how many run. */
  get counts(): { queued: number; running: number } {
    const running = this.#entries.values().filter(({ trainer }) => trainer).toArray().length;
    return { queued: this.#entries.size - running, running };
  }

  /** The jobs, oldest first. */
  get all(): QueuedJob[] {
    return [...this.#entries.values()];
  }

  /**
   * The job that is next: of the client with the fewest that run the one that has waited longest. No
   * client has more than its share of the workers, so that others need not wait for long trainings.
   *
   * @param workers that there are
   */
  next(workers: number): QueuedJob | undefined {
    const running = this.#running();
    let next: QueuedJob | undefined;
    for (const entry of this.#entries.values()) {
      if (entry.trainer || !this.mayRun(entry.sender, workers, running)) continue;
      const isSooner = !next || (running.get(entry.sender) ?? 0) < (running.get(next.sender) ?? 0);
      if (isSooner) next = entry;
    }
    return next;
  }

  /** True if a client may have one more job that runs. */
  mayRun(sender: string, workers: number, running = this.#running()): boolean {
    return (running.get(sender) ?? 0) < this.#shares.of(sender, workers);
  }

  /** How many jobs of each client run. */
  #running(): Map<string, number> {
    const running = new Map<string, number>();
    for (const { trainer, sender } of this.#entries.values()) {
      if (trainer) running.set(sender, (running.get(sender) ?? 0) + 1);
    }
    return running;
  }

  /** The job with an id. */
  find(id: string): QueuedJob | undefined {
    return this.#entries.get(id);
  }

  /**
   * Checks that there is room for one more job.
   *
   * @param bytes of its rows and labels
   * @param mustWait whether no worker is free
   * @param sender id of the key that it comes with; "" without
   * @throws {RoteError} `queue_full`; `body_too_large` if it would never fit
   */
  check(bytes: number, mustWait: boolean, sender = WITHOUT_KEY): void {
    if (bytes > this.#mostBytes) {
      throw new RoteError(
        "body_too_large",
        `The rows and labels take ${bytes} bytes; the limit for all trainings is ${this.#mostBytes}`,
      );
    }
    if (mustWait && this.counts.queued >= this.#mostWaiting) {
      throw new RoteError(
        "queue_full",
        `${this.#mostWaiting} trainings are waiting already, and the queue holds no more; ` +
          "try again later",
      );
    }
    if (this.#bytes + bytes > this.#mostBytes) {
      throw new RoteError(
        "queue_full",
        `The rows of the trainings that wait or run take ${this.#bytes} bytes, and ${bytes} more ` +
          `would be above the limit of ${this.#mostBytes}; try again later`,
      );
    }
    this.#checkShare(bytes, mustWait, sender);
  }

  /** Checks that one client does not take what others may need. */
  #checkShare(bytes: number, mustWait: boolean, sender: string): void {
    const own = this.all.filter((entry) => entry.sender === sender);
    const places = this.#shares.of(sender, this.#mostWaiting);
    if (mustWait && own.filter(({ trainer }) => !trainer).length >= places) {
      throw new RoteError(
        "queue_full",
        `${places} trainings of this client are waiting already, its share of the queue; ` +
          "try again later",
      );
    }
    const held = own.reduce((sum, entry) => sum + entry.bytes, 0);
    const share = this.#shares.of(sender, this.#mostBytes);
    if (held > 0 && held + bytes > share) {
      throw new RoteError(
        "queue_full",
        `The rows of this client's trainings take ${held} bytes, and ${bytes} more would be above ` +
          `its share of ${share}; try again later`,
      );
    }
  }

  /** Adds a job, which must have been checked. */
  add(job: Job, request: JobRequest, sender = WITHOUT_KEY): void {
    const bytes = bytesOf(request);
    this.#entries.set(job.id, { job, request, bytes, sender });
    this.#bytes += bytes;
  }

  /** Takes a job out, as it is finished. */
  delete({ job: { id }, bytes }: QueuedJob): void {
    if (this.#entries.delete(id)) this.#bytes -= bytes;
  }
}

/** Bytes of memory that a request's rows and labels take. */
export function bytesOf(request: JobRequest): number {
  return buffersOf(request).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
