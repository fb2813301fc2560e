/**
 * A small report that no run made.
 *
 * @module
 */

import type { Report, Section } from "../../../experiments/report/report.ts";

/** What surrounds the sections. */
export const SURROUNDINGS: Omit<Report, "sections" | "seconds"> = {
  title: "A <study>",
  madeUp: "Made-up images stand in for real ones.",
  comparesFigures: true,
  at: "2026-03-04T05:06:07.000Z",
  version: "1.2.3",
  commit: "abc123",
  machine: {
    system: "linux x86_64",
    processor: "A <fast> & small one",
    cores: 2,
    memoryGigabytes: 24,
    deno: "2.9.6",
  },
  seeds: [1, 2],
  quick: false,
  isReal: true,
  data: [{ name: "MNIST", provenance: "the original files (SHA-256 of each checked)" }],
};

const SECTION: Section = {
  id: "table_9",
  title: "Table 9: things & <others>",
  says: "“All of it <holds>.”",
  setUp: "Two seeds.",
  tolerance: "within 0.02",
  takes: { minutes: 1, megabytes: 100 },
  seconds: 12,
  peakBytes: 250e6,
  figures: [
    {
      name: "k = 2, test",
      paper: 0.5,
      ours: [0.51, 0.51],
      tolerance: 0.02,
      mean: 0.51,
      deviation: 0,
      count: 2,
      difference: 0.01,
      isWithin: true,
    },
    {
      name: "k = 4, test",
      paper: 0.5,
      ours: [0.6, 0.6],
      tolerance: 0.02,
      mean: 0.6,
      deviation: 0,
      count: 2,
      difference: 0.1,
      isWithin: false,
    },
    {
      name: "k = 6, test",
      paper: 0.5,
      ours: [0.4, 0.4],
      mean: 0.4,
      deviation: 0,
      count: 2,
      difference: -0.1,
      isWithin: true,
    },
  ],
  tables: [{ title: "Some <figures>", head: ["k", "test"], rows: [["2", "0.51"], ["a & b", ""]] }],
  checks: [
    { sentence: "This holds", holds: true, evidence: "0.51" },
    { sentence: "That does <not>", holds: false, evidence: "0.6 > 0.5" },
  ],
  plots: [{ id: "table_9", title: "A <picture>", alt: 'What it "shows"' }],
  remarks: ["A remark on a < b."],
  trials: [],
  baselines: [],
};

/** The report: one section with a figure that is off and a check that fails. */
export function madeReport(): Report {
  return { ...SURROUNDINGS, seconds: 12, sections: [SECTION] };
}
