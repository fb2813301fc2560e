/**
 * Section 2: each LUT's table is the best one on its wires, and one more wire never makes it worse.
 *
 * @module
 */

import type { Check, Experiment } from "../experiment.ts";
import { BASELINE } from "../paper.ts";
import type { Audit } from "../lab/audit.ts";

/** k = 2 is small enough to try every table; k = 8 is the paper's own network. */
const ARITIES = [2, 8];

export const optimality: Experiment = {
  id: "optimality",
  title: "Section 2: every table is optimal, and monotonic",
  says: "“If we measure training error as 0-1 loss, the function learned by a lut is (Bayes) " +
    "optimal, i.e., there is no other function that has strictly lower training error. It is also " +
    "monotonic: if we make the lut wider by providing it with more inputs, this procedure cannot " +
    "increase training error. It is important to note that these properties hold “locally” for a " +
    "lut but not for the network as a whole.”",
  setUp:
    "Every LUT of networks of 5 hidden layers of 1024 LUTs, k = 2 and k = 8, on Binary-MNIST, " +
    "is held against all other tables on its wires: by the fewest errors that any table can have, " +
    "and for k = 2 by trying all 16. Then each LUT gets one more wire, drawn at random.",
  tolerance: "none: no LUT may have a better table, and none may be worse with one more wire",
  takes: { minutes: 0.6, megabytes: 900 },
  imageSets: ["mnist"],

  plan: ({ seeds, quick }) => ({
    trials: ARITIES.flatMap((arity) =>
      seeds.slice(0, quick ? 1 : 2).map((seed) => ({
        task: { images: "mnist" as const, classes: "halves" as const },
        shape: quick ? { hiddenLayers: 3, width: 128, arity } : { ...BASELINE, arity },
        seed,
        audit: true,
      }))
    ),
  }),

  conclude({ trials, outcomes }) {
    const audits = outcomes.map(({ audit }) => audit!);
    const sum = (count: (audit: Audit) => number) =>
      audits.reduce((sum, audit) => sum + count(audit), 0);
    const checks: Check[] = [{
      sentence: "No other table on the same wires has a lower training error",
      holds: sum(({ notOptimal }) => notOptimal) === 0,
      evidence: `${sum(({ luts }) => luts)} LUTs, ${sum(({ notOptimal }) => notOptimal)} with a ` +
        `better table; for ${sum(({ tried }) => tried)} of them all 16 tables were tried`,
    }, {
      sentence: "One more wire does not increase the training error of a LUT",
      holds: sum(({ worseWhenWider }) => worseWhenWider) === 0,
      evidence: `${sum(({ widened }) => widened)} LUTs, ${
        sum(({ worseWhenWider }) => worseWhenWider)
      } worse with one more wire`,
    }];
    return {
      figures: [],
      tables: [{
        title: "What was looked at",
        head: [
          ...["k", "seed", "LUTs", "with a better table", "all tables tried"],
          ...["given one more wire", "worse for it"],
        ],
        rows: audits.map((audit, i) =>
          [
            ...[trials[i]!.shape.arity, trials[i]!.seed, audit.luts, audit.notOptimal, audit.tried],
            ...[audit.widened, audit.worseWhenWider],
          ].map(String)
        ),
      }],
      plots: [],
      checks,
      remarks: [],
    };
  },
};
