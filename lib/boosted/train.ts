/**
 * Training boosted tables, on columns of bits. It gives the same tables as `oracle.ts`, bit for bit:
 * a batch of tables is counted table by table, then the scores of all rows are brought up to date,
 * 2048 rows at a time; threads share both.
 *
 * @module
 */

import { checkDataSet, type DataSet } from "../data_set.ts";
import { refuse, RoteError } from "../errors.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { borrowWorkbench, returnWorkbench } from "../kernels/workbench.ts";
import { MAX_BLOB_BYTES, MAX_BOOSTED_CLASSES } from "../limits.ts";
import { checkSeed } from "../random.ts";
import { runStages, type StageReport, TeamStalledError } from "../training_stages.ts";
import type { TrainingTeam } from "../training_team.ts";
import { scaleOf } from "./arithmetic.ts";
import type { BoostedTables } from "./boosted_tables.ts";
import { type BoostingJob, layOutBoosting } from "./boosting_job.ts";
import { tablesDone } from "./boosting_stages.ts";
import { drawBoostedWires, drawSplits } from "./drawing.ts";
import { type BoostedSettings, checkBoostedSettings } from "./settings.ts";

/** How far a run is. */
export interface BoostingProgress {
  /** Tables that are made. */
  readonly tables: number;
  /** Their share of all, 0 to 1. */
  readonly fraction: number;
}

/** What to do besides training. */
export interface BoostingOptions {
  /** Called about a hundred times a run. */
  readonly onProgress?: (progress: BoostingProgress) => void;
  /** Asked after each table and each 2048 rows; a yes ends the run. */
  readonly isCancelled?: () => boolean;
  /** Threads that help; the answers are the same without them. */
  readonly team?: TrainingTeam;
  /** Kernels to use in place of the fastest that the runtime allows; the answers are the same. */
  readonly kernels?: Kernels;
}

/**
 * Trains boosted tables, without metadata.
 *
 * @throws {RoteError} as `checkDataSet` for up to 256 classes, `checkBoostedSettings` and
 *   `checkSeed`; `network_too_large` if the tables or the working memory would exceed the limits;
 *   `job_cancelled` if told to stop
 */
export function trainBoosted(
  data: DataSet,
  settings: BoostedSettings,
  options: BoostingOptions = {},
): BoostedTables {
  checkDataSet(data, MAX_BOOSTED_CLASSES);
  const features = data.rows.columns;
  checkBoostedSettings(features, settings);
  checkSeed(settings.seed);
  const { tables: width, arity, rate } = settings;
  checkTableBytes(settings);
  const { classes } = data;
  const wires = drawBoostedWires(features, settings);
  const splits = drawSplits(classes.length, settings);
  const layOut = (kernels: Kernels, threads: number) =>
    layOutBoosting(kernels, data, settings, wires, splits, threads);
  const read = (kernels: Kernels, job: BoostingJob): BoostedTables => ({
    ...{ kind: "boosted", features, classes, arity, width, wires },
    entries: new Int8Array(kernels.buffer, job.entries, width << arity).slice(),
    ...{ splits, scale: scaleOf(rate), metadata: {} },
  });

  const { team } = options;
  if (team?.isReady) {
    try {
      return team.lead((kernels, threads, work) => {
        const job = layOut(kernels, threads);
        work(job, stageReporter(job, options));
        return read(kernels, job);
      });
    } catch (error) {
      // The team is of no use any more; the run is done again without it.
      if (!(error instanceof TeamStalledError)) throw error;
    }
  }
  const alone = (kernels: Kernels) => {
    const job = layOut(kernels, 1);
    runStages(kernels, job, 0, stageReporter(job, options));
    return read(kernels, job);
  };
  if (options.kernels) return alone(options.kernels);
  const workbench = borrowWorkbench();
  workbench.left = undefined;
  try {
    return alone(workbench.kernels);
  } finally {
    returnWorkbench(workbench);
  }
}

/**
 * Refuses tables whose blob could not be written, before anything is allocated.
 *
 * @throws {RoteError} `network_too_large`
 */
export function checkTableBytes({ tables: width, arity }: BoostedSettings): void {
  const bytes = width * 2 ** arity;
  if (bytes <= MAX_BLOB_BYTES) return;
  throw refuse(
    "network_too_large",
    `The entries of ${width} tables of ${arity} wires take ${bytes} bytes; the limit is ` +
      `${MAX_BLOB_BYTES}`,
    { field: "tables" },
  );
}

/** Turns stages into progress. Ends a run that is cancelled by throwing. */
function stageReporter(
  job: BoostingJob,
  { onProgress, isCancelled }: BoostingOptions,
): StageReport {
  let hundredth = -1;
  return (stage, done) => {
    if (isCancelled?.()) throw new RoteError("job_cancelled", "The training was cancelled");
    const tables = tablesDone(job, stage, done);
    const fraction = tables / job.tables;
    if (Math.floor(100 * fraction) <= hundredth) return;
    hundredth = Math.floor(100 * fraction);
    onProgress?.({ tables, fraction });
  };
}
