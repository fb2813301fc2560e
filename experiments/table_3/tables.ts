/**
 * The tables of Table 3: real labels, random ones, and what these come to in the test.
 *
 * @module
 */

import type { Results, ResultTable, Setting } from "../experiment.ts";
import { cellsOf, formatSummary } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import { TABLE_3 } from "../paper.ts";
import { pick, READINGS, readingsFor, testOnRandomLabels } from "./labels.ts";

/** All of them. */
export function tablesOf(results: Results, setting: Setting): ResultTable[] {
  return [
    realTable(results, setting),
    randomTable(results, setting),
    chanceTable(results, setting),
  ];
}

function realTable(results: Results, { isReal }: Setting): ResultTable {
  return {
    title: "Real data",
    head: isReal
      ? ["k", "training: paper", "ours", "difference", "test: paper", "ours", "difference"]
      : ["k", "training", "test"],
    rows: TABLE_3.map(({ k, real }) => {
      const ours = { train: pick(results, k, "real", train), test: pick(results, k, "real", test) };
      if (!isReal) return [String(k), formatSummary(ours.train), formatSummary(ours.test)];
      return [
        String(k),
        ...cellsOf({ name: "", paper: real.train, ours: ours.train }),
        ...cellsOf({ name: "", paper: real.test, ours: ours.test }),
      ];
    }),
  };
}

function randomTable(results: Results, setting: Setting): ResultTable {
  const { isReal } = setting;
  const readings = readingsFor(setting);
  return {
    title: "Random data: training accuracy",
    head: [
      ...(isReal ? ["k", "paper"] : ["k"]),
      ...readings.flatMap((how) => isReal ? [READINGS[how], "difference"] : [READINGS[how]]),
    ],
    rows: TABLE_3.map(({ k, random }) => [
      String(k),
      ...(isReal ? [random.train.toFixed(2)] : []),
      ...readings.flatMap((how) => {
        const ours = pick(results, k, how, train);
        return isReal
          ? cellsOf({ name: "", paper: random.train, ours }).slice(1)
          : [formatSummary(ours)];
      }),
    ]),
  };
}

function chanceTable(results: Results, setting: Setting): ResultTable {
  const { isReal } = setting;
  const readings = readingsFor(setting).filter((how) => how !== "balanced");
  return {
    title: "Random data: test accuracy, on the real labels and on random ones",
    head: [
      ...(isReal ? ["k", "paper"] : ["k"]),
      ...readings.flatMap((how) => [`${READINGS[how]}: real`, "random"]),
    ],
    rows: TABLE_3.map(({ k, random }) => [
      String(k),
      ...(isReal ? [random.test.toFixed(2)] : []),
      ...readings.flatMap((how) => [
        formatSummary(pick(results, k, how, test)),
        formatSummary(pick(results, k, how, testOnRandomLabels)),
      ]),
    ]),
  };
}
