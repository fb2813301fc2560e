/**
 * The far side of `workforce.ts`: runs one trial after the other in a Web Worker. It keeps the image
 * sets, which lie in shared memory, and the rows of the last task.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import type { ImageSet } from "../../cli/data_sets/image_set.ts";
import type { AnyTrial } from "../experiment.ts";
import { type ImageSetName, rowsOf, type Task, type TaskRows } from "./task.ts";

/** Image sets by name; those that no trial needs may be absent. */
export type ImageSets = Readonly<Partial<Record<ImageSetName, ImageSet>>>;

/** What the near side sends: the image sets first, then trials. */
export type WorkerOrder<T> = { readonly imageSets: ImageSets } | { readonly trial: T };

/** What comes back for each trial. */
export type WorkerReply<O> = { readonly outcome: O } | { readonly error: string };

/** Answers orders from now on. To be called in a worker, once. */
export function serveTrials<T extends AnyTrial, O>(run: (trial: T, rows: TaskRows) => O): void {
  let imageSets: ImageSets = {};
  let last: { readonly task: string; readonly rows: TaskRows } | undefined;

  const findRows = ({ images, classes }: Task): TaskRows => {
    const task = `${images} ${classes}`;
    if (last?.task !== task) {
      const set = imageSets[images];
      if (!set) throw new Error(`The image set ${images} was not loaded`);
      last = { task, rows: rowsOf(set, classes) };
    }
    return last.rows;
  };
  const answer = (trial: T): WorkerReply<O> => {
    try {
      return { outcome: run(trial, findRows(trial.task)) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
  self.onmessage = ({ data: order }: MessageEvent<WorkerOrder<T>>) => {
    if ("imageSets" in order) imageSets = order.imageSets;
    else self.postMessage(answer(order.trial));
  };
}
