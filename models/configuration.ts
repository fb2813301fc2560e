/**
 * What an operator can set, read from environment variables by `main.ts` and checked here once.
 * Every limit of the service has its name, unit, default and reason in this one table.
 *
 * @module
 */

import { z } from "zod";
import { MAX_ROWS, MAX_THREADS } from "../lib/mod.ts";

/** An environment variable that holds an integer. */
function integer(least: number, most: number, otherwise: number) {
  return z.coerce.number(`must be an integer from ${least} to ${most}`)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `must be an integer from ${least} to ${most}`,
    })
    .default(otherwise);
}

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

const environment = z.object({
  /** Address to listen on. Without keys only loopback is allowed. */
  HOST: z.enum(LOOPBACK, {
    error: `must be one of ${LOOPBACK.join(", ")}: without API keys the service stays on this ` +
      `machine`,
  }).default("127.0.0.1"),
  /** TCP port to listen on; 0 takes a free one. */
  PORT: integer(0, 65_535, 8000),
  /** Path of the SQLite file; created on first use. */
  ROTE_STORE: z.string().min(1, "must be a path").default("rote.db"),
  /** Trainings at the same time; 0 means one a core. */
  ROTE_WORKERS: integer(0, 256, 0),
  /** Threads that share one training; 0 means one a core but one, which is left to predictions. */
  ROTE_TRAINING_THREADS: integer(0, MAX_THREADS, 0),
  /** Trainings that may wait for a worker. Each holds its packed rows in memory. */
  ROTE_MAX_QUEUE: integer(0, 10_000, 16),
  /** Bytes of a request body. 60,000 x 784 bits take 6 MB packed and 48 MB as JSON. */
  ROTE_MAX_BODY_BYTES: integer(1_024, 1_073_741_824, 67_108_864),
  /** Rows of a training set, test rows included. */
  ROTE_MAX_TRAIN_ROWS: integer(2, MAX_ROWS, 1_000_000),
  /** Rows of one prediction request. Their answer is built in memory. */
  ROTE_MAX_PREDICT_ROWS: integer(1, MAX_ROWS, 100_000),
  /** Bytes of decoded networks that are kept ready for predictions. */
  ROTE_CACHE_BYTES: integer(0, 17_179_869_184, 268_435_456),
  /** Finished jobs that are remembered. */
  ROTE_MAX_FINISHED_JOBS: integer(0, 1_000_000, 1_000),
});

/** The limits of the service. */
export interface Limits {
  readonly bodyBytes: number;
  readonly trainRows: number;
  readonly predictRows: number;
  readonly queue: number;
  readonly finishedJobs: number;
  readonly cacheBytes: number;
}

/** Everything an operator can set. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly store: string;
  readonly workers: number;
  readonly trainingThreads: number;
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
  if (!read.success) {
    throw new Error(
      read.error.issues.map(({ path, message }) =>
        `${path.join(".")}=${variables[String(path[0])] ?? ""} ${message}`
      ).join("\n"),
    );
  }
  const set = read.data;
  return {
    host: set.HOST,
    port: set.PORT,
    store: set.ROTE_STORE,
    workers: set.ROTE_WORKERS || cores,
    trainingThreads: set.ROTE_TRAINING_THREADS || Math.max(1, Math.min(MAX_THREADS, cores - 1)),
    limits: {
      bodyBytes: set.ROTE_MAX_BODY_BYTES,
      trainRows: set.ROTE_MAX_TRAIN_ROWS,
      predictRows: set.ROTE_MAX_PREDICT_ROWS,
      queue: set.ROTE_MAX_QUEUE,
      finishedJobs: set.ROTE_MAX_FINISHED_JOBS,
      cacheBytes: set.ROTE_CACHE_BYTES,
    },
  };
}

/** The limits that hold when nothing is set. */
export const DEFAULT_LIMITS: Limits = readConfiguration({}, 1).limits;
