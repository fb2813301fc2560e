/**
 * One line of the peers' table: what a contender is, what its trial found out, what it takes on disk.
 *
 * @module
 */

import rote from "../../deno.json" with { type: "json" };
import { runInChild } from "./child.ts";
import type { Contender } from "./contender.ts";
import { installedBytes, versionOf } from "./installed_size.ts";
import type { Figures } from "./trial.ts";

/** Without figures, the note says why there are none. */
export interface PeerRow extends Partial<Figures> {
  readonly peer: string;
  readonly version: string;
  /** The model and its settings. */
  readonly what: string;
  /** Bytes on disk of what a user installs, dependencies included. */
  readonly installedBytes: number;
  /** What a reader should know: why there are fewer rows. */
  readonly note?: string;
}

/** Runs a contender in a process of its own and puts its line together. */
export async function measurePeer(contender: Contender, quick: boolean): Promise<PeerRow> {
  const { peer, packages, what } = contender;
  const about = {
    peer,
    version: packages[0] ? versionOf(packages[0]) : rote.version,
    what,
    installedBytes: await installedBytes(packages),
  };
  const outcome = await runInChild(contender, quick);
  if ("failure" in outcome) return { ...about, note: outcome.failure };
  const note = [contender.note, outcome.note].filter((text) => text !== undefined).join("; ");
  return { ...about, ...outcome, ...(note ? { note } : {}) };
}

/** Three digits are more than a noisy machine can repeat. */
const rate = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** The line as text. */
export function describeRow(row: PeerRow): string {
  const name = `${row.peer} ${row.version}: ${row.what}`;
  const { trainRows, testRows, testAccuracy, trainSeconds, rowsPerSecond, modelBytes } = row;
  const figures = testAccuracy === undefined ? [] : [
    `test accuracy ${testAccuracy.toFixed(4)}`,
    `trained on ${trainRows?.toLocaleString("en")} rows in ${trainSeconds?.toFixed(2)} s`,
    `${rate.format(rowsPerSecond ?? 0)} rows/s (${testRows?.toLocaleString("en")} rows)`,
    `model ${modelBytes?.toLocaleString("en")} bytes`,
  ];
  const installed = `installed ${(row.installedBytes / 1e6).toFixed(2)} MB`;
  return [name, ...figures, installed, ...(row.note ? [row.note] : [])].join("\n  ");
}
