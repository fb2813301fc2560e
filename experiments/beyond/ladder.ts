/**
 * A ladder: a claim, and the steps from the paper's network to the best that bear it out.
 *
 * @module
 */

import type { Method } from "../baselines/baseline.ts";
import type { Experiment } from "../experiment.ts";
import type { Task } from "../lab/task.ts";
import type { Bar, Limits } from "./bars.ts";
import type { Claim } from "./claims.ts";
import type { Step } from "./step.ts";

/** A claim and the steps that bear it out. */
export interface Ladder extends
  Pick<
    Experiment,
    "id" | "title" | "says" | "setUp" | "takes"
  > {
  readonly task: Task & { readonly classes: "halves" | "all" };
  /** From the start upwards; one of them has `isStart`. */
  readonly steps: readonly Step[];
  /** Accuracies that must be reached on real images. */
  readonly bars: readonly Bar[];
  /** What else is said of the steps on real images. */
  readonly claims?: readonly Claim[];
  /** What the steps that reach the bars must keep to. */
  readonly limits: Limits;
  /** Other methods on the same bits; forests and boosted trees, unless said. */
  readonly others?: readonly Method[];
  readonly remarks?: readonly string[];
}
