/**
 * The study of `deno task beyond`: what goes beyond the paper.
 *
 * @module
 */

import type { Study } from "../study.ts";
import { costOf } from "./cost.ts";
import { LADDERS } from "./ladders.ts";
import { experimentOf } from "./ladder_experiment.ts";

const HELP = `
Examples:
  $ deno task beyond                              everything; baselines need Python (below)
  $ deno task beyond --no-baselines               without them
  $ deno task beyond --only digits --seeds 1
  $ deno task beyond --quick                      a small subset in less than a minute

MNIST and CIFAR-10 are looked for in --data, else in ROTE_DATA, ../shared/data and data, each in a
folder of its name (mnist, cifar10). What is nowhere is fetched into data, 180 MB in all, checked
by its SHA-256; --quick takes made-up images instead. On these (also --made-up) no bar is checked.

The other methods run in Python with scikit-learn (Debian: apt-get install python3-sklearn).
Without it their lines say so.

The folder of --out gets results.json, report.html (self-contained), report.md and its plots.
Exit code: 0 if every check holds, 1 if one fails or something is missing, 2 for a wrong option.`;

/** Ladders from the paper's network to the best. */
export const BEYOND: Study = {
  command: "beyond",
  title: "Beyond the paper",
  description: "Climbs from the paper's network to the best that Rote has and writes a report.",
  doing: "Climbing",
  help: HELP,
  madeUp:
    "Made-up images stand in for MNIST and CIFAR-10 in this run, also where it names these: no " +
    "bar is checked, and no figure says anything about real images.",
  comparesFigures: false,
  baselines: { what: "scikit-learn's methods", needs: "scikit-learn" },
  seeds: 3,
  out: "reproduction/beyond",
  experiments: LADDERS.map(experimentOf),
  worker: new URL("./step_worker.ts", import.meta.url),
  costOf,
};
