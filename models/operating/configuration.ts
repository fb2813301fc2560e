/**
 * What an operator can set, read from environment variables by `main.ts` and checked here once.
 * Every limit of the service has its name, unit, default and reason in this one table.
 *
 * @module
 */

import { z } from "zod";
import {
  MAX_BLOB_BYTES,
  MAX_EXPORT_BYTES,
  MAX_FEATURES,
  MAX_ROWS,
  MAX_THREADS,
  MAX_WIDTH,
} from "../../lib/mod.ts";
import { ApiKeys, type Scope, SCOPES } from "./api_keys.ts";
import { DEFAULT_STORE } from "../store/store_place.ts";

/** An environment variable that holds an integer. */
function integer(least: number, most: number, otherwise: number) {
  return z.coerce.number(`must be an integer from ${least} to ${most}`)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `must be an integer from ${least} to ${most}`,
    })
    .default(otherwise);
}

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** A list with commas or spaces between its parts. */
const list = z.string().default("").transform((text) => text.split(/[\s,]+/).filter(Boolean));

const flag = z.enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .default("false").transform((text) => text === "true" || text === "1");

const environment = z.object({
  /** Address to listen on. Without keys only loopback is allowed. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** TCP port to listen on; 0 takes a free one. */
  PORT: integer(0, 65_535, 8000),
  /** Path of the SQLite file; created on first use. The start task may write into data/ alone. */
  ROTE_STORE: z.string().min(1, "must be a path").default(DEFAULT_STORE),
  /** Only read the store, which another process may write meanwhile. */
  ROTE_READ_ONLY: flag,
  /** Keys: secrets, or scope+scope:secret, with commas or spaces between them. */
  ROTE_API_KEYS: z.string().default(""),
  /** Scopes that need no key: some of read, predict, train. */
  ROTE_OPEN_SCOPES: list.refine((scopes) => scopes.every((one) => SCOPES.includes(one as Scope)), {
    error: `must be some of ${SCOPES.join(", ")}`,
  }),
  /** Web origins whose pages may call the service; * for all of them. */
  ROTE_CORS_ORIGINS: list.refine((origins) => origins.every(isOrigin), {
    error: "must be origins like https://example.org, or *",
  }),
  /** Requests a minute of each client (its key or address); 0: no limit. */
  ROTE_RATE_LIMIT: integer(0, 10_000_000, 0),
  /** Proxies of yours in front of the service, which write X-Forwarded-For. */
  ROTE_PROXIES: integer(0, 16, 0),
  /** Log every request, not only faults. */
  ROTE_LOG_REQUESTS: flag,
  /** Trainings at the same time; 0 means one a core. */
  ROTE_WORKERS: integer(0, 256, 0),
  /** Threads that share one training; 0 means one a core but one, which is left to predictions. */
  ROTE_TRAINING_THREADS: integer(0, MAX_THREADS, 0),
  /** Trainings that may wait for a worker. Each holds its packed rows in memory. */
  ROTE_MAX_QUEUE: integer(0, 10_000, 16),
  /** Bytes of packed rows of trainings that wait or run: what the queue takes of the memory. */
  ROTE_MAX_QUEUE_BYTES: integer(1_024, 1_099_511_627_776, 536_870_912),
  /** Seconds that one training may take; 0: any number. A forgotten one then frees its worker. */
  ROTE_MAX_TRAIN_SECONDS: integer(0, 604_800, 3_600),
  /** Event streams open at the same time. Each holds a connection and about 70 KB. */
  ROTE_MAX_EVENT_STREAMS: integer(0, 1_000_000, 4_096),
  /** Bytes of a request body. 60,000 x 784 bits take 6 MB packed and 48 MB as JSON. */
  ROTE_MAX_BODY_BYTES: integer(1_024, 1_073_741_824, 67_108_864),
  /** Values of a JSON body: objects, arrays, texts and keys, numbers. Each takes memory and time. */
  ROTE_MAX_JSON_VALUES: integer(1_024, 1_073_741_824, 8_388_608),
  /** Rows of a training set, test rows included. */
  ROTE_MAX_TRAIN_ROWS: integer(2, MAX_ROWS, 1_000_000),
  /** Rows of one prediction request. Their answer is built in memory. */
  ROTE_MAX_PREDICT_ROWS: integer(1, MAX_ROWS, 100_000),
  /** Features of a row. */
  ROTE_MAX_FEATURES: integer(1, MAX_FEATURES, MAX_FEATURES),
  /** LUTs of a hidden layer. */
  ROTE_MAX_WIDTH: integer(1, MAX_WIDTH, MAX_WIDTH),
  /** Bytes of a model's blob, trained or uploaded. */
  ROTE_MAX_MODEL_BYTES: integer(1_024, MAX_BLOB_BYTES, 67_108_864),
  /** Bytes of an export, all its files. They are made in one go and held in memory as text. */
  ROTE_MAX_EXPORT_BYTES: integer(1_024, MAX_EXPORT_BYTES, 8_388_608),
  /** Models in the store. */
  ROTE_MAX_MODELS: integer(1, 10_000_000, 10_000),
  /** Versions of a model that are kept: the newest, and always the current one. */
  ROTE_KEEP_VERSIONS: integer(1, 1_000_000, 100),
  /** Bytes that are used of the store's file; no version is added beyond. */
  ROTE_MAX_STORE_BYTES: integer(1_048_576, 1_099_511_627_776, 10_737_418_240),
  /** Requests under way at the same time. Event streams have a limit of their own. */
  ROTE_MAX_CONCURRENT_REQUESTS: integer(1, 100_000, 1_024),
  /** Percent of requests, bytes, queue and streams that one key, or all without one, may take. */
  ROTE_CLIENT_SHARE: integer(1, 100, 50),
  /** Bytes of bodies and answers above 64 KiB that are under way at the same time. */
  ROTE_MAX_IN_FLIGHT_BYTES: integer(1_048_576, 17_179_869_184, 201_326_592),
  /** Seconds in which a request's body must be there. */
  ROTE_BODY_SECONDS: integer(1, 3_600, 30),
  /** Seconds for which a client may take nothing of an answer. */
  ROTE_SEND_SECONDS: integer(1, 3_600, 30),
  /** Seconds that requests under way may take after a signal to stop. */
  ROTE_STOP_SECONDS: integer(0, 3_600, 10),
  /** Seconds of work, as estimated, that one request may ask for and one client have under way. */
  ROTE_MAX_WORK_SECONDS: integer(1, 3_600, 5),
  /** Large requests that are answered by the offload worker at the same time, in turns. */
  ROTE_MAX_OFFLOADED: integer(1, 10_000, 64),
  /** Bytes of decoded networks that are kept ready; three quarters are the offload worker's. */
  ROTE_CACHE_BYTES: integer(1_048_576, 17_179_869_184, 268_435_456),
  /** Finished jobs that are remembered. */
  ROTE_MAX_FINISHED_JOBS: integer(0, 1_000_000, 1_000),
});

/** An origin as browsers send it (RFC 6454, section 6.2), or all of them. */
function isOrigin(text: string): boolean {
  return text === "*" || (URL.canParse(text) && new URL(text).origin === text);
}

/** The limits of the service. */
export interface Limits {
  readonly bodyBytes: number;
  readonly jsonValues: number;
  readonly trainRows: number;
  readonly predictRows: number;
  readonly queue: number;
  readonly queueBytes: number;
  /** 0: any number. */
  readonly trainMilliseconds: number;
  readonly eventStreams: number;
  readonly finishedJobs: number;
  /** Bytes of decoded networks that the service itself keeps, and that its offload worker does. */
  readonly cacheBytes: number;
  readonly farCacheBytes: number;
  readonly features: number;
  readonly width: number;
  readonly modelBytes: number;
  readonly exportBytes: number;
  /** Bytes of a decoded model: what the offload worker's cache holds. */
  readonly modelMemory: number;
  /** Large requests that are being answered by the offload worker, or wait for it. */
  readonly offloaded: number;
  /** Seconds of work that one request may ask for. */
  readonly workSeconds: number;
  readonly models: number;
  readonly storeBytes: number;
  readonly concurrentRequests: number;
  readonly inFlightBytes: number;
  readonly bodyMilliseconds: number;
  readonly sendMilliseconds: number;
}

/** Everything an operator can set. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly store: string;
  /** True if the store is only read. */
  readonly readOnly: boolean;
  /** Versions of a model that are kept. */
  readonly keepVersions: number;
  readonly workers: number;
  readonly trainingThreads: number;
  readonly keys: ApiKeys;
  /** Web origins that may call the service. */
  readonly corsOrigins: readonly string[];
  /** Requests a minute of each client; 0: no limit. */
  readonly rateLimit: number;
  /** What of the bounds one client may take, from 0 to 1. */
  readonly clientShare: number;
  readonly proxies: number;
  readonly logRequests: boolean;
  readonly stopMilliseconds: number;
  readonly limits: Limits;
}

/** The names of the environment variables that {@linkcode readConfiguration} reads. */
export const VARIABLES = Object.keys(environment.shape);

/**
 * Reads the configuration.
 *
 * @param variables environment variables by name; others are ignored, empty ones count as unset
 * @param cores number of processor cores
 * @throws {Error} with one line for each variable that is off
 */
export function readConfiguration(
  variables: Readonly<Record<string, string | undefined>>,
  cores: number,
): Configuration {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
  const read = environment.safeParse(given);
  const faults = read.success ? [] : read.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name}=${variables[name] ?? ""} ${message}`;
  });
  const keys = readKeys(given.ROTE_API_KEYS, read.data?.ROTE_OPEN_SCOPES as Scope[], faults);
  if (keys.isEmpty && given.HOST && !LOOPBACK.includes(given.HOST)) {
    faults.push(
      `HOST=${given.HOST} must be one of ${LOOPBACK.join(", ")}: without API keys ` +
        `(ROTE_API_KEYS) the service stays on this machine`,
    );
  }
  if (!read.success || faults.length > 0) throw new Error(faults.join("\n"));
  const set = read.data;
  return {
    host: set.HOST,
    port: set.PORT,
    store: set.ROTE_STORE,
    readOnly: set.ROTE_READ_ONLY,
    keepVersions: set.ROTE_KEEP_VERSIONS,
    workers: set.ROTE_WORKERS || cores,
    trainingThreads: set.ROTE_TRAINING_THREADS || Math.max(1, Math.min(MAX_THREADS, cores - 1)),
    keys,
    corsOrigins: set.ROTE_CORS_ORIGINS,
    rateLimit: set.ROTE_RATE_LIMIT,
    clientShare: set.ROTE_CLIENT_SHARE / 100,
    proxies: set.ROTE_PROXIES,
    logRequests: set.ROTE_LOG_REQUESTS,
    stopMilliseconds: 1_000 * set.ROTE_STOP_SECONDS,
    limits: {
      bodyBytes: set.ROTE_MAX_BODY_BYTES,
      jsonValues: set.ROTE_MAX_JSON_VALUES,
      trainRows: set.ROTE_MAX_TRAIN_ROWS,
      predictRows: set.ROTE_MAX_PREDICT_ROWS,
      queue: set.ROTE_MAX_QUEUE,
      queueBytes: set.ROTE_MAX_QUEUE_BYTES,
      trainMilliseconds: 1_000 * set.ROTE_MAX_TRAIN_SECONDS,
      eventStreams: set.ROTE_MAX_EVENT_STREAMS,
      finishedJobs: set.ROTE_MAX_FINISHED_JOBS,
      cacheBytes: Math.floor(set.ROTE_CACHE_BYTES / 4),
      farCacheBytes: Math.ceil(3 / 4 * set.ROTE_CACHE_BYTES),
      modelMemory: Math.ceil(3 / 4 * set.ROTE_CACHE_BYTES),
      offloaded: set.ROTE_MAX_OFFLOADED,
      workSeconds: set.ROTE_MAX_WORK_SECONDS,
      features: set.ROTE_MAX_FEATURES,
      width: set.ROTE_MAX_WIDTH,
      modelBytes: set.ROTE_MAX_MODEL_BYTES,
      exportBytes: set.ROTE_MAX_EXPORT_BYTES,
      models: set.ROTE_MAX_MODELS,
      storeBytes: set.ROTE_MAX_STORE_BYTES,
      concurrentRequests: set.ROTE_MAX_CONCURRENT_REQUESTS,
      inFlightBytes: set.ROTE_MAX_IN_FLIGHT_BYTES,
      bodyMilliseconds: 1_000 * set.ROTE_BODY_SECONDS,
      sendMilliseconds: 1_000 * set.ROTE_SEND_SECONDS,
    },
  };
}

/** The keys. A fault in them is told without a word of them. */
function readKeys(
  written: string | undefined,
  open: readonly Scope[] | undefined,
  faults: string[],
): ApiKeys {
  try {
    return new ApiKeys(written ?? "", open);
  } catch (error) {
    faults.push(`ROTE_API_KEYS ${(error as Error).message}`);
    return new ApiKeys("");
  }
}

/** The limits that hold when nothing is set. */
export const DEFAULT_LIMITS: Limits = readConfiguration({}, 1).limits;
