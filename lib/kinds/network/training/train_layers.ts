/**
 * Training the layers of a network, whatever becomes of the last one, on columns of bits. It gives the
 * same tables as `oracle.ts`, bit for bit, and gets there sooner by four means: the rows are sorted by
 * label once, so that no label is read while counting; LUTs that the output does not depend on are not
 * trained; 128 rows are handled at a time; threads share the LUTs of a layer. Paper, section 2.
 *
 * @module
 */

import { checkDataSet, type DataSet } from "../../../rows/data_set.ts";
import { refuse, RoteError } from "../../../errors.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import { MAX_BLOB_BYTES } from "../../../limits.ts";
import type { Layer } from "../model.ts";
import { tableBytes } from "../model.ts";
import { checkSeed } from "../../../random.ts";
import { checkShape, type NetworkShape } from "../shape.ts";
import { layOutTraining, type TrainingLayout } from "./training_layout.ts";
import { onThreads, type ThreadOptions } from "../../../threads/on_threads.ts";
import type { StageReport } from "../../../threads/stages.ts";
import { LAYER_STAGES } from "./stages.ts";
import { drawLiveWiring, type DrawnLayer, drawWiring } from "./wiring.ts";

/** How far a training run is. */
export interface TrainingProgress {
  /** Number of the layer being trained, from 1; of the network under way, where there are several. */
  readonly layer: number;
  /** Layers in all, the output layer included. */
  readonly layers: number;
  /** Share of the LUTs that are trained, 0 to 1; of all networks, where there are several. */
  readonly fraction: number;
}

/** What to do besides training. */
export interface TrainingOptions extends ThreadOptions {
  /** Train every LUT, live or not, and report the accuracy of each layer's LUTs. */
  readonly statistics?: boolean;
  /** Leave the network as drawn, with its dead LUTs. */
  readonly unpruned?: boolean;
  /** Called about a hundred times a run. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Asked every few LUTs, so often that a yes ends a run of any size within milliseconds. */
  readonly isCancelled?: () => boolean;
}

/** Layers that are trained, and the run that still lies in the memory of the kernels. */
export interface TrainedLayers {
  readonly layers: Layer[];
  readonly kernels: Kernels;
  readonly layout: TrainingLayout;
}

/**
 * Trains layers.
 *
 * @param read takes what it wants of the run before its memory is used for something else
 * @throws {RoteError} as `checkDataSet`, `checkShape` and `checkSeed`; `network_too_large` if the
 *   tables or the working memory would exceed the limits; `job_cancelled` if told to stop
 */
export function trainLayers<T>(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
  options: TrainingOptions,
  read: (trained: TrainedLayers) => T,
): T {
  checkDataSet(data);
  const features = data.rows.columns;
  checkShape(features, shape);
  checkSeed(seed);
  const draw = options.statistics || options.unpruned ? drawWiring : drawLiveWiring;
  const wiring = draw(features, shape, seed);
  checkTables(wiring);
  const report = stageReporter(wiring, options);
  const layOut = (kernels: Kernels, threads: number) =>
    layOutTraining(kernels, data, wiring, seed, threads, shape);
  const readAll = (kernels: Kernels, layout: TrainingLayout): T => {
    const layers = wiring.map(({ arity, width, wires }, index): Layer => {
      const { tables } = layout.layers[index]!;
      const bytes = new Uint8Array(kernels.buffer, tables, width * tableBytes(arity));
      return { arity, width, wires, tables: bytes.slice() };
    });
    return read({ layers, kernels, layout });
  };
  return onThreads(options, LAYER_STAGES, (kernels, threads, work) => {
    const layout = layOut(kernels, threads);
    work(layout, report);
    return readAll(kernels, layout);
  });
}

/** Refuses a network whose blob could not be written, before anything is allocated. */
function checkTables(wiring: readonly DrawnLayer[]): void {
  const tables = wiring.reduce((sum, { arity, width }) => sum + width * tableBytes(arity), 0);
  if (tables <= MAX_BLOB_BYTES) return;
  throw refuse(
    "network_too_large",
    `The truth tables of this network take ${tables} bytes; the limit is ${MAX_BLOB_BYTES}`,
    { field: "arity" },
  );
}

/**
 * Turns stages into progress and calls `onProgress` for every hundredth part of the LUTs. Ends a run
 * that is cancelled by throwing.
 */
function stageReporter(
  wiring: readonly DrawnLayer[],
  { onProgress, isCancelled }: TrainingOptions,
): StageReport {
  if (!onProgress && !isCancelled) return () => {};
  const layers = wiring.length;
  const before = [0];
  for (const { width } of wiring) before.push(before.at(-1)! + width);
  const all = before.at(-1)!;
  let hundredth = -1;
  return (stage, done) => {
    if (isCancelled?.()) throw new RoteError("job_cancelled", "The training was cancelled");
    const trained = stage === 0 ? 0 : before[stage - 1]! + done;
    const reached = Math.floor(100 * trained / all);
    if (reached <= hundredth) return;
    hundredth = reached;
    onProgress?.({ layer: Math.max(1, stage), layers, fraction: trained / all });
  };
}
