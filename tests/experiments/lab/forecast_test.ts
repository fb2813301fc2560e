import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { costOf } from "../../../experiments/lab/cost.ts";
import { Forecast, formatLeft } from "../../../experiments/lab/forecast.ts";

describe("Forecast", () => {
  it("takes the speed of the trials that are done for those to come", () => {
    const forecast = new Forecast(1_000, 50);
    forecast.didSteps(250, 10);
    assertAlmostEquals(forecast.secondsLeft, 30 + 50, 1e-9);
    assertAlmostEquals(forecast.fraction, 10 / 90, 1e-9);
    forecast.didOther(50, 100);
    assertAlmostEquals(forecast.secondsLeft, 30, 1e-9);
    forecast.didSteps(750, 30);
    assertEquals([forecast.secondsLeft, forecast.fraction], [0, 1]);
  });

  it("never goes below nothing", () => {
    const forecast = new Forecast(100, 10);
    forecast.didSteps(100, 5);
    forecast.didOther(20, 5);
    assertEquals([forecast.secondsLeft, forecast.fraction], [0, 1]);
  });

  it("is told in seconds, then in minutes", () => {
    assertEquals([0.2, 89.5, 91, 600].map(formatLeft), [
      "1 s left",
      "90 s left",
      "2 min left",
      "10 min left",
    ]);
  });
});

describe("costOf()", () => {
  const trial = {
    task: { images: "mnist", classes: "halves" },
    shape: { hiddenLayers: 5, width: 1024, arity: 8 },
    seed: 1,
  } as const;

  it("counts the LUTs that are expected to be live", () => {
    // 2,474 of the 5,121 LUTs of the paper's network are live for seed 1.
    const perRow = costOf(trial, 1e9) / 1e9 - 100;
    assert(Math.abs(perRow - 2_474) < 100, `${perRow}`);
  });

  it("is more for every LUT, more wires, an audit, and less for two classes of ten", () => {
    const cost = costOf(trial, 60_000);
    assert(costOf({ ...trial, statistics: true }, 60_000) > 1.5 * cost);
    assert(costOf({ ...trial, audit: true }, 60_000) > 10 * cost);
    assert(costOf({ ...trial, shape: { ...trial.shape, arity: 16 } }, 60_000) > 1.5 * cost);
    assert(costOf({ ...trial, task: { images: "mnist", classes: [0, 1] } }, 60_000) < cost / 3);
  });
});
