/**
 * Words and cells that both reports share.
 *
 * @module
 */

import { formatDifference, formatSummary } from "../figure.ts";
import { checksOf, deviationsOf, type Report, type Section } from "./report.ts";

/** The facts of a run, as pairs of a name and a text. */
export function factsOf(report: Report): [name: string, text: string][] {
  const { machine, data, seeds, quick } = report;
  return [
    ["made", `${report.at.slice(0, 16).replace("T", " ")} UTC, Rote ${report.version}`],
    ["commit", report.commit],
    [
      "machine",
      `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ` +
      `${machine.system}, Deno ${machine.deno}`,
    ],
    ...data.map(({ name, provenance }): [string, string] => [name, provenance]),
    ["seeds", seeds.join(", ") + (quick ? " (--quick: a small subset of everything)" : "")],
    ["time", formatSeconds(report.seconds)],
  ];
}

/** What a reader must know before anything else; nothing for real images. */
export function noticeOf({ isReal, madeUp }: Report): string {
  return isReal ? "" : madeUp;
}

/** The head and the cells of the list of checks. */
export function checkTable(report: Report): { head: string[]; rows: string[][] } {
  return {
    head: ["", "experiment", "sentence", "evidence"],
    rows: checksOf(report).map(({ holds, section, sentence, evidence }) => [
      holds ? "holds" : "FAILS",
      section.title.split(":")[0]!,
      sentence,
      evidence,
    ]),
  };
}

/** The head and the cells of the list of deviations. */
export function deviationTable(report: Report): { head: string[]; rows: string[][] } {
  return {
    head: ["experiment", "figure", "paper", "here", "difference", ""],
    rows: deviationsOf(report).map((figure) => [
      figure.section.title.split(":")[0]!,
      figure.name,
      figure.paper.toFixed(2),
      formatSummary(figure.ours),
      formatDifference(figure.difference),
      figure.isWithin ? "not judged" : "beyond its tolerance",
    ]),
  };
}

/** "31 of 31 checks hold." */
export function verdictOf(report: Report): string {
  const checks = checksOf(report);
  const held = checks.filter(({ holds }) => holds).length;
  return `${held} of ${checks.length} checks hold.`;
}

/** What a section took. */
export function costOf({ seconds, peakBytes, takes }: Section): string {
  return `${formatSeconds(seconds)} and ${(peakBytes / 1e6).toFixed(0)} MB of resident memory in ` +
    `this run; all of it takes about ${takes.minutes} min and ${takes.megabytes} MB on two cores.`;
}

/** "12.3 s", "4.5 min". */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}
