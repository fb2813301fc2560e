/**
 * The study of `deno task reproduce`: the paper alone.
 *
 * @module
 */

import { EXPERIMENTS } from "./catalogue.ts";
import { costOf } from "./lab/cost.ts";
import type { Study } from "./study.ts";

const HELP = `
Examples:
  $ deno task reproduce                           everything; baselines need Python (below)
  $ deno task reproduce --no-baselines            without them: a few minutes
  $ deno task reproduce --only table_3 --seeds 10
  $ deno task reproduce --quick                   a small subset in less than a minute

MNIST and CIFAR-10 are looked for in --data, else in ROTE_DATA, ../shared/data and data, each in a
folder of its name (mnist, cifar10). What is nowhere is fetched into data, 180 MB in all, checked
by its SHA-256; --quick takes made-up images instead. On these (also --made-up) the paper's
sentences are checked, not its figures.

The baselines of Table 1 run in Python with scikit-learn and PyTorch and take about half an hour
(Debian: apt-get install python3-sklearn python3-torch). Without these their lines say so.

The folder of --out gets results.json, report.html (self-contained), report.md and its plots.
Exit code: 0 if every check holds, 1 if one fails or something is missing, 2 for a wrong option.`;

/** The paper's tables and figures, made anew and put beside the paper's own. */
export const REPRODUCTION: Study = {
  command: "reproduce",
  title: "Learning and Memorization, reproduced",
  description: "Runs the experiments of “Learning and Memorization” and writes a report.",
  doing: "Reproducing",
  help: HELP,
  madeUp:
    "Made-up images stand in for MNIST and CIFAR-10 in this run, also where it names these: the " +
    "paper's sentences are checked, and no figure says anything about real images.",
  comparesFigures: true,
  baselines: { what: "the other methods of Table 1", needs: "scikit-learn and PyTorch" },
  seeds: 5,
  out: "reproduction",
  experiments: EXPERIMENTS,
  worker: new URL("./lab/trial_worker.ts", import.meta.url),
  costOf,
};
