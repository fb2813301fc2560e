/**
 * What may be done besides training, and how far a run tells that it is, whatever is trained.
 *
 * @module
 */

import type { ThreadOptions } from "./on_threads.ts";

/** How far a run is. */
export interface TrainingProgress {
  /** What is trained one after the other, or a few at a time. */
  readonly what: "layer" | "table";
  /**
   * Number of the layer being trained, from 1, of the network under way where there are several; or
   * tables that are made.
   */
  readonly done: number;
  /** How many there are: layers with those that answer. */
  readonly of: number;
  /** Share of all LUTs or tables that are trained, 0 to 1; of all networks, where there are several. */
  readonly fraction: number;
}

/** What to do besides training. */
export interface RunOptions extends ThreadOptions {
  /** Called about a hundred times a run. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Asked so often that a yes ends a run of any size within milliseconds. */
  readonly isCancelled?: () => boolean;
}
