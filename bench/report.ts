/**
 * The benchmark's table as text: one line a measurement.
 *
 * @module
 */

import { isMet, judged, type Measurement } from "./measurement.ts";

/** The table in Markdown. */
export function tableOf(measurements: readonly Measurement[]): string {
  const head = ["measure", "ours", "reference", "ratio", "bar", ""];
  const lines = [head, head.map(() => "---"), ...measurements.map(lineOf)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => {
    return `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  }).join("\n");
}

function lineOf(measurement: Measurement): string[] {
  const { measure, ours, reference, against, unit, bar } = measurement;
  const met = isMet(measurement);
  return [
    measure,
    `${figure(ours)} ${unit}`,
    reference === undefined ? "" : `${figure(reference)} ${unit} (${against})`,
    reference === undefined ? "" : figure(judged(measurement)),
    bar
      ? "atMost" in bar ? `at most ${figure(bar.atMost)}` : `at least ${figure(bar.atLeast)}`
      : "",
    met === undefined ? "" : met ? "met" : "MISSED",
  ];
}

/** Three significant digits, thousands apart. */
function figure(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
