/**
 * Training boosted tables, on columns of bits. It gives the same tables as `oracle.ts`, bit for bit:
 * a batch of tables is counted table by table, then the scores of all rows are brought up to date,
 * 2048 rows at a time; threads share both.
 *
 * @module
 */

import { fitScale } from "../../scores/calibration.ts";
import { checkDataSet, type DataSet, selectData } from "../../rows/data_set.ts";
import { refuse } from "../../errors.ts";
import { drawHeldOut, STOPPING } from "../../rows/holdout.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { MAX_BLOB_BYTES, MAX_BOOSTED_CLASSES } from "../../limits.ts";
import { checkSeed } from "../../random.ts";
import { onThreads } from "../../threads/on_threads.ts";
import type { RunOptions } from "../../threads/run_options.ts";
import { scaleOf } from "../../kernels/boosting_arithmetic.ts";
import type { BoostedTables } from "./model.ts";
import { choosesWires, drawCandidates } from "./training/choosing.ts";
import { type BoostingLayout, layOutBoosting } from "./training/training_layout.ts";
import { stageReporter, untilStopped } from "./training/report.ts";
import { BOOSTING_STAGES } from "./training/stages.ts";
import { drawBoostedWires, drawSplits } from "./drawing.ts";
import { fittedRows } from "./training/fitted_rows.ts";
import { countBest } from "./training/kept_rows.ts";
import { sumsBoosted } from "./predict_batch.ts";
import { readFittedSums, type RunningSums } from "./training/running_scores.ts";
import { type BoostedSettings, checkBoostedSettings } from "./settings.ts";
import type { EarlyStopping } from "./training/stopping.ts";

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
  options: RunOptions = {},
): BoostedTables {
  checkDataSet(data, MAX_BOOSTED_CLASSES);
  const features = data.rows.columns;
  checkBoostedSettings(features, settings);
  checkSeed(settings.seed);
  const { tables, arity, rate, earlyStopping } = settings;
  checkTableBytes(settings);
  const { classes } = data;
  const isChosen = choosesWires(settings);
  const drawn = isChosen
    ? drawCandidates(features, settings, data.columns)
    : drawBoostedWires(features, settings);
  const splits = drawSplits(classes.length, settings);
  const isKept = earlyStopping &&
    drawHeldOut(data, earlyStopping.share, settings.seed, STOPPING);
  const layOut = (kernels: Kernels, threads: number) =>
    layOutBoosting(kernels, data, settings, drawn, splits, threads, isKept);
  const read = (kernels: Kernels, layout: BoostingLayout): Outcome => {
    const width = earlyStopping ? countBest(kernels, layout, earlyStopping) : tables;
    return {
      tables: {
        ...{ kind: "boosted", features, classes, arity, width },
        wires: isChosen
          ? new Uint16Array(kernels.buffer, layout.wires, width * arity).slice()
          : drawn.slice(0, width * arity),
        entries: new Int8Array(kernels.buffer, layout.entries, width << arity).slice(),
        // Table u belongs to split u % splits; fewer tables than splits leave some without any.
        splits: splits.slice(0, width * classes.length),
        ...{ scale: scaleOf(rate), metadata: {} },
      },
      fitted: earlyStopping ? undefined : readFittedSums(kernels, layout),
    };
  };
  const { tables: model, fitted } = run(layOut, read, options, earlyStopping);
  const { sums, labels } = fitted ?? sumsOfKept(model, data, isKept!, options.kernels);
  const scale = fitScale(sums, labels, classes.length);
  return { ...model, scale: isChosen && fitted ? Math.min(scale, model.scale) : scale };
}

/** What is read from the memory of the kernels at the end of a run. */
interface Outcome {
  readonly tables: BoostedTables;
  /** Of the rows that were trained on; without it the scale is fitted to those that were kept. */
  readonly fitted: RunningSums | undefined;
}

/** The sums of the kept rows that the scale is fitted to. */
function sumsOfKept(
  model: BoostedTables,
  data: DataSet,
  isKept: Uint8Array,
  kernels: Kernels | undefined,
): RunningSums {
  const kept = Uint32Array.from([...isKept.keys()].filter((row) => isKept[row] === 1));
  const fitted = fittedRows(kept.length, model.classes.length).map((at) => kept[at]!);
  const { rows, labels } = selectData(data, fitted);
  return { sums: sumsBoosted(model, rows, kernels), labels };
}

/** Goes through the stages of a run, with a team if there is one. */
function run(
  layOut: (kernels: Kernels, threads: number) => BoostingLayout,
  read: (kernels: Kernels, layout: BoostingLayout) => Outcome,
  options: RunOptions,
  stopping: EarlyStopping | undefined,
): Outcome {
  return onThreads(options, BOOSTING_STAGES, (kernels, threads, work) => {
    const layout = layOut(kernels, threads);
    const report = stageReporter(kernels, layout, options, stopping);
    untilStopped(kernels, layout, () => work(layout, report));
    return read(kernels, layout);
  });
}

/**
 * Refuses tables whose blob could not be written, before anything is allocated.
 *
 * @param limit the same as `most`, in words
 * @throws {RoteError} `network_too_large`
 */
export function checkTableBytes(
  { tables: width, arity }: BoostedSettings,
  most: number = MAX_BLOB_BYTES,
  limit = `the limit is ${most}`,
): void {
  const bytes = width * 2 ** arity;
  if (bytes <= most) return;
  throw refuse(
    "network_too_large",
    `The entries of ${width} tables of ${arity} wires take ${bytes} bytes; ${limit}`,
    { field: "tables" },
  );
}
