/**
 * The benchmark's tables as text: one line a measurement or peer.
 *
 * @module
 */

import type { EdgeLine } from "./edge/edge_report.ts";
import type { PeerLine } from "./measure_peers.ts";
import type { AttackLine } from "./soak/attacks/attack_line.ts";
import { isMet, judged, type Measurement } from "./measurement.ts";

/** The table in Markdown. */
export function tableOf(measurements: readonly Measurement[]): string {
  return layOut(["measure", "ours", "reference", "ratio", "bar", ""], measurements.map(lineOf));
}

/** The peers' table. */
export function peersTableOf(peers: readonly PeerLine[]): string {
  const head = [
    "peer",
    "rows",
    "test accuracy",
    "training",
    "rows/s",
    "model",
    "installed",
    "note",
  ];
  return layOut(
    head,
    peers.map(({ peer, version, what, note = "", installedBytes, ...figures }) => {
      const { trainRows, testAccuracy, trainSeconds, rowsPerSecond, modelBytes } = figures;
      const text = (value: number | undefined, unit = "") =>
        value === undefined ? "" : `${figure(value)}${unit}`;
      return [
        `${peer} ${version}: ${what}`,
        text(trainRows),
        testAccuracy?.toFixed(4) ?? "",
        text(trainSeconds, " s"),
        text(rowsPerSecond),
        text(modelBytes, " B"),
        text(installedBytes / 1e6, " MB"),
        note,
      ];
    }),
  );
}

/** The edge's table: exports, and what a user would take in their place. */
export function edgeTableOf(lines: readonly EdgeLine[]): string {
  const head = ["target", "bytes", "gzip", "cold start", "one row", "rows/s", "what is shipped"];
  return layOut(
    head,
    lines.map(({ what, bytes, gzip, note = "", ...figures }) => {
      const { coldMilliseconds, rowMicroseconds, rowsPerSecond } = figures;
      const text = (value: number | undefined, unit = "") =>
        value === undefined ? "" : `${figure(value)}${unit}`;
      return [
        what,
        figure(bytes),
        figure(gzip),
        text(coldMilliseconds, " ms"),
        text(rowMicroseconds, " us"),
        text(rowsPerSecond),
        note,
      ];
    }),
  );
}

/** The table of attacks. */
export function attacksTableOf(attacks: readonly AttackLine[]): string {
  const head = [
    "attack",
    "/health p50, p99.9, worst",
    "memory",
    "victim: right, refused, wrong",
    "back after",
    "",
  ];
  return layOut(
    head,
    attacks.map(({ attack, health, memory, right, refused, wrong, recovery, missed }) => [
      attack,
      `${[health.median, health.most, health.worst].map(figure).join(", ")} ms`,
      `${figure(memory / 1e6)} MB`,
      [right, refused, wrong].map(figure).join(", "),
      recovery === Infinity ? "never" : `${figure(recovery)} s`,
      missed.length === 0 ? "met" : `MISSED: ${missed.join(", ")}`,
    ]),
  );
}

/** Puts lines under a head, in columns. */
function layOut(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => "---"), ...rows];
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
