/**
 * The open streams of events of jobs. Each event is the whole job, so a client needs the newest one
 * only. All streams of a job are told at the same time, with the same bytes, ten times a second at
 * most; one timer keeps all streams alive.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import { isFinished, type Job, stepOf } from "../../models/job.ts";
import type { Jobs } from "../../models/jobs/jobs.ts";
import { type Shares, WHOLE, WITHOUT_KEY } from "../../models/operating/shares.ts";
import { EventStream, formatEvent } from "../http/event_stream.ts";

/** Milliseconds between two events of a job at least, but for its end, which is told at once. */
const EVENT_MILLISECONDS = 100;
/** Milliseconds between heartbeats; proxies cut a silence of 30 to 60 seconds. */
const BEAT_MILLISECONDS = 15_000;

const encoder = new TextEncoder();
/** A comment, which clients ignore. */
const HEARTBEAT = encoder.encode(": heartbeat\n\n");

/** What is heard of jobs. */
export type JobSource = Pick<Jobs, "watch">;

/** The time; the system's unless a test has its own. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Calls `work` after so many milliseconds. Returns a function that calls it off. */
  after(milliseconds: number, work: () => void): () => void;
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A job that streams are open for. */
interface Topic {
  /** The newest state. */
  job: Job;
  /** For each stream the step that it was told last. */
  readonly streams: Map<EventStream, number>;
  /** When all streams were told, by the clock. */
  toldAt: number;
  /** Calls off what is to be told a little later. */
  callOff?: (() => void) | undefined;
  readonly unwatch: () => void;
}

/** All open streams. */
export class JobEvents {
  readonly #jobs: JobSource;
  readonly #most: number;
  readonly #clock: Clock;
  readonly #topics = new Map<string, Topic>();
  readonly #shares: Shares;
  /** Who opened each. */
  readonly #streams = new Map<EventStream, string>();
  #stopBeating: (() => void) | undefined;

  /**
   * @param most streams that may be open at the same time
   * @param shares what of them one client may take
   */
  constructor(jobs: JobSource, most: number, shares: Shares = WHOLE, clock: Clock = SYSTEM_CLOCK) {
    this.#jobs = jobs;
    this.#most = most;
    this.#shares = shares;
    this.#clock = clock;
  }

  /** How many streams are open. */
  get count(): number {
    return this.#streams.size;
  }

  /**
   * Opens a stream that tells what becomes of a job, first what it is now, and ends with its end.
   *
   * @param job one that is not finished
   * @param told step of the job that the client knows of already
   * @param sender id of the key that the client came with; "" without
   * @throws {RoteError} `too_many_streams`
   */
  open(
    job: Job,
    told: number | undefined,
    sender = WITHOUT_KEY,
  ): ReadableStream<Uint8Array<ArrayBuffer>> {
    if (this.#streams.size >= this.#most) {
      throw new RoteError(
        "too_many_streams",
        `${this.#most} streams of events are open already; ask for the job itself, or try again`,
      );
    }
    const share = this.#shares.of(sender, this.#most);
    if (share < this.#most && this.#countOf(sender) >= share) {
      throw new RoteError(
        "too_many_streams",
        `${share} streams of events of this client are open already, its share; ask for the job ` +
          "itself, or try again",
      );
    }
    const topic = this.#topics.get(job.id) ?? this.#addTopic(job);
    const stream = new EventStream(() => this.#leave(topic, stream));
    this.#streams.set(stream, sender);
    topic.streams.set(stream, told ?? 0);
    this.#tellOne(topic, stream);
    if (!this.#stopBeating) this.#beatLater();
    return stream.readable;
  }

  #countOf(sender: string): number {
    let count = 0;
    for (const one of this.#streams.values()) if (one === sender) count++;
    return count;
  }

  #addTopic(job: Job): Topic {
    const unwatch = this.#jobs.watch(job.id, (changed) => this.#change(topic, changed));
    const topic: Topic = { job, streams: new Map(), toldAt: this.#clock.now(), unwatch };
    this.#topics.set(job.id, topic);
    return topic;
  }

  #change(topic: Topic, job: Job): void {
    topic.job = job;
    const wait = topic.toldAt + EVENT_MILLISECONDS - this.#clock.now();
    if (isFinished(job) || wait <= 0) this.#tellAll(topic);
    else topic.callOff ??= this.#clock.after(wait, () => this.#tellAll(topic));
  }

  #tellAll(topic: Topic): void {
    topic.callOff?.();
    topic.callOff = undefined;
    topic.toldAt = this.#clock.now();
    for (const stream of topic.streams.keys()) this.#tellOne(topic, stream);
    if (isFinished(topic.job)) this.#drop(topic);
  }

  /** Tells a stream of the newest state, unless it knows it. */
  #tellOne({ job, streams }: Topic, stream: EventStream): void {
    const step = stepOf(job);
    if (streams.get(stream) === step) return;
    streams.set(stream, step);
    stream.send(bytesOf(job), isFinished(job));
  }

  #leave(topic: Topic, stream: EventStream): void {
    this.#streams.delete(stream);
    topic.streams.delete(stream);
    if (topic.streams.size === 0) this.#drop(topic);
    if (this.#streams.size > 0) return;
    this.#stopBeating?.();
    this.#stopBeating = undefined;
  }

  /** Forgets a job that is finished, or that nobody listens to. */
  #drop(topic: Topic): void {
    if (this.#topics.get(topic.job.id) !== topic) return;
    this.#topics.delete(topic.job.id);
    topic.callOff?.();
    topic.unwatch();
  }

  #beatLater(): void {
    this.#stopBeating = this.#clock.after(BEAT_MILLISECONDS, () => {
      for (const stream of this.#streams.keys()) stream.beat(HEARTBEAT);
      this.#beatLater();
    });
  }
}

/** The event that tells a job as it is. */
export function jobEvent(job: Job): string {
  return formatEvent(stepOf(job), "job", JSON.stringify(job));
}

/** Events made before: many streams are told the same. */
const made = new WeakMap<Job, Uint8Array<ArrayBuffer>>();

function bytesOf(job: Job): Uint8Array<ArrayBuffer> {
  let bytes = made.get(job);
  if (!bytes) made.set(job, bytes = encoder.encode(jobEvent(job)));
  return bytes;
}
