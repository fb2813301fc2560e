import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type TrainingProgress, trainNetwork } from "../../lib/mod.ts";
import { type Job, JOB_STATUSES, progressOf, stepOf } from "../../models/job.ts";
import { randomData } from "../lib/random_data.ts";

const QUEUED: Job = {
  id: "1",
  status: "queued",
  model: "m",
  createdAt: "2026-01-01T00:00:00.000Z",
  progress: { layer: 0, layers: 4, fraction: 0 },
};

/** All states of a job in their order. */
function statesOf(reports: readonly TrainingProgress[], status: Job["status"]): Job[] {
  const running: Job = { ...QUEUED, status: "running" };
  const progress = reports.map((report) => ({ ...running, progress: progressOf(report) }));
  return [QUEUED, running, ...progress, { ...progress.at(-1)!, status }];
}

describe("progressOf()", () => {
  it("tells the layers of networks, and of tables that they are one", () => {
    assertEquals(progressOf({ what: "layer", done: 2, of: 6, fraction: 0.4 }), {
      layer: 2,
      layers: 6,
      fraction: 0.4,
    });
    assertEquals(progressOf({ what: "table", done: 50, of: 200, fraction: 0.25 }), {
      layer: 1,
      layers: 1,
      fraction: 0.25,
    });
  });
});

describe("stepOf()", () => {
  it("grows with every change of a job, whatever its network", () => {
    const shapes = [[1, 1], [3, 7], [1, 99], [11, 9], [1, 3000], [7, 143], [60, 50]] as const;
    for (const [hiddenLayers, width] of shapes) {
      const reports: TrainingProgress[] = [];
      const data = randomData(width, { rows: 40, features: 12 });
      trainNetwork(data, { hiddenLayers, width, arity: 1 }, 1, {
        statistics: true,
        onProgress: (progress) => void reports.push(progress),
      });
      const steps = statesOf(reports, "succeeded").map(stepOf);
      assertEquals(steps, [...new Set(steps)].toSorted((a, b) => a - b), `width ${width}`);
    }
  });

  it("is the same for every end, and above all else", () => {
    const ends = JOB_STATUSES.slice(2).map((status) => stepOf({ ...QUEUED, status }));
    assertEquals(new Set(ends).size, 1);
    const progress = { layer: 4, layers: 4, fraction: 1 };
    assertEquals(ends[0]! > stepOf({ ...QUEUED, status: "running", progress }), true);
  });
});
