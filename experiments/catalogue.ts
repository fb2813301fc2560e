/**
 * The experiments of the paper, in its order.
 *
 * @module
 */

import { depth } from "./depth/experiment.ts";
import type { Experiment } from "./experiment.ts";
import { figure1Left } from "./figure_1_left/experiment.ts";
import { figure1Right } from "./figure_1_right/experiment.ts";
import { optimality } from "./optimality/experiment.ts";
import { stability } from "./stability/experiment.ts";
import { table1 } from "./table_1/experiment.ts";
import { table2 } from "./table_2/experiment.ts";
import { table3 } from "./table_3/experiment.ts";
import { table4 } from "./table_4/experiment.ts";

/** All experiments. */
export const EXPERIMENTS: readonly Experiment[] = [
  table1,
  table2,
  table3,
  figure1Left,
  figure1Right,
  table4,
  optimality,
  stability,
  depth,
];
