import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Ladder } from "../../../experiments/beyond/ladder.ts";
import { experimentOf } from "../../../experiments/beyond/ladder_experiment.ts";
import type { StepOutcome, StepTrial } from "../../../experiments/beyond/trial.ts";
import type { Setting } from "../../../experiments/experiment.ts";
import { assertFailures, concludeFrom, failures } from "../made_results.ts";

const SETTING: Setting = { seeds: [1, 2, 3], quick: false, isReal: true };
const TABLES = { tables: 8, arity: 2, rate: 0.1, lambda: 1 };
const COPIES = { ...TABLES, augment: { shift: 1, flip: false } };

const LADDER: Ladder = {
  ...{ id: "some_ladder", title: "Some ladder: up", says: "It goes up.", setUp: "Three steps." },
  takes: { minutes: 1, megabytes: 1 },
  task: { images: "mnist", classes: "all" },
  steps: [
    {
      ...{ name: "start", isStart: true, quick: true, method: "network" },
      shape: { hiddenLayers: 1, width: 2, arity: 2 },
    },
    { ...{ name: "small", quick: true, method: "boosted" }, settings: TABLES },
    { ...{ name: "large", method: "boosted" }, settings: COPIES },
  ],
  bars: [
    { sentence: "At least 0.98", least: 0.98 },
    { sentence: "At least 0.97 in at most 500 bytes", least: 0.97, mostBytes: 500 },
    { sentence: "At least 0.96 without copies", least: 0.96, withoutCopies: true },
  ],
  claims: [
    { sentence: "Small is ahead of the start", step: "small", than: "start", by: 0.05 },
    { sentence: "Large reaches 0.98", step: "large", least: 0.98 },
    { sentence: "Large generalizes", step: "large", mostGap: 0.02 },
  ],
  limits: {
    ...{ seconds: 60, calibrationError: 0.02 },
    speed: { sentence: "Small is fast", mostBytes: 500, rowsPerSecond: 1_000 },
  },
};

const OUTCOMES: Record<string, StepOutcome> = {
  start: outcome({ test: 0.9, bytes: 100 }),
  small: outcome({ test: 0.97, bytes: 500 }),
  large: outcome({ test: 0.98, bytes: 501, rowsPerSecond: 10 }),
};

function outcome(some: Partial<StepOutcome>): StepOutcome {
  return {
    ...{ train: 0.99, test: 0.9, bytes: 1, trainingSeconds: 60, rowsPerSecond: 1_000 },
    ...{ calibrationError: 0.02, ...some },
  };
}

function concludeWith(
  changed: Record<string, Partial<StepOutcome>> = {},
  { ladder = LADDER, setting = SETTING } = {},
) {
  const outcomeOf = ({ step: { name } }: StepTrial) => ({ ...OUTCOMES[name]!, ...changed[name] });
  return concludeFrom(experimentOf(ladder), outcomeOf, setting, (_, method) => ({
    ...{ train: 1, test: 0.95, seconds: 3, fitSeconds: 2, bytes: 1_234_567, rowsPerSecond: 4_567 },
    ...{ library: "a library", settings: `${method} of it` },
  }));
}

describe("a ladder", () => {
  it("holds where every bar, claim and limit is just met", () => {
    const { checks } = concludeWith();
    assertEquals(checks.filter(({ holds }) => !holds), []);
    assertEquals(checks.length, 1 + 3 + 2 + 1 + 3);
    assertEquals(checks[1]!.evidence, "large: 0.9800 ± 0.0000 over 3 seeds, 501 bytes");
  });

  it("fails for an accuracy just below a bar, as a mean over the seeds", () => {
    assertFailures(concludeWith({ large: { test: 0.9799 } }), ["At least 0.98", "Large reaches"]);
    const { steps } = LADDER;
    const seeds = (trial: StepTrial) => [0.97, 0.98, 0.99][trial.seed - 1]!;
    const findings = concludeFrom(experimentOf({ ...LADDER, steps }), (trial) => ({
      ...OUTCOMES[trial.step.name]!,
      ...(trial.step.name === "large" ? { test: seeds(trial) } : {}),
    }), SETTING);
    assertEquals(failures(findings), []);
  });

  it("does not count steps that are too large for a bar, or that learn from copies", () => {
    const findings = concludeWith({ small: { test: 0.959 } });
    assertFailures(findings, ["500 bytes", "without copies"]);
    assertFailures(
      concludeWith({ small: { bytes: 501 } }),
      ["500 bytes"],
    );
  });

  it("says so if no step counts", () => {
    const bars = [{ sentence: "In a byte", least: 0.1, mostBytes: 1 }];
    const { checks } = concludeWith({}, { ladder: { ...LADDER, bars, claims: [] } });
    assertEquals(
      checks.find(({ sentence }) => sentence === "In a byte")!.evidence,
      "no step counts",
    );
    assertEquals(checks.filter(({ holds }) => !holds).length, 3);
  });

  it("fails if the best step of a bar takes too long, is badly calibrated or slow", () => {
    assertFailures(concludeWith({ large: { trainingSeconds: 60.1 } }), ["60 s"]);
    assertFailures(concludeWith({ small: { calibrationError: 0.021 } }), ["calibration"]);
    assertFailures(concludeWith({ small: { rowsPerSecond: 999 } }), ["Small is fast"]);
    // The start is the best of no bar.
    assertEquals(
      failures(concludeWith({ start: { trainingSeconds: 999, calibrationError: 1 } })),
      [],
    );
  });

  it("fails if a step is not ahead as it is said to be, or memorizes more than it generalizes", () => {
    assertFailures(concludeWith({ start: { test: 0.93 } }), ["ahead of the start"]);
    assertFailures(concludeWith({ start: { test: 0.97 } }), ["tests better than", "ahead of"]);
    assertFailures(concludeWith({ large: { train: 1.01 } }), ["generalizes"]);
  });

  it("checks no bar on made-up images or in a quick run", () => {
    const low = { small: { test: 0.91 }, large: { test: 0.92 } };
    for (const setting of [{ ...SETTING, isReal: false }, { ...SETTING, quick: true }]) {
      const { checks } = concludeWith(low, { setting });
      assertEquals(checks.map(({ holds }) => holds), [true]);
    }
  });

  it("has a line a step and a line a method, with what each weighs and takes", () => {
    const { tables: [table], plots: [plot] } = concludeWith();
    assertEquals(table!.rows.map(([name]) => name), [
      ...["start", "small", "large"],
      ...["random forest, 100 trees", "gradient-boosted trees"],
    ]);
    assert(table!.rows.every(({ length }) => length === table!.head.length));
    assertEquals(table!.rows[1]!.slice(1, 7), [
      ...["0.9700 ± 0.0000", "0.9900 ± 0.0000", "500", "60.0", "1,000", "0.0200"],
    ]);
    assertEquals(table!.rows[3]!.slice(1, 6), ["0.9500", "1.0000", "1,234,567", "2.0", "4,600"]);
    assertMatch(plot!.alt, /start 0\.9000.*gradient-boosted trees 0\.9500/);
  });

  it("says of a method that was not run why", () => {
    const { tables: [table] } = concludeFrom(
      experimentOf(LADDER),
      ({ step }) => OUTCOMES[step.name]!,
      SETTING,
      () => ({ missing: "not run: needs something" }),
    );
    assertEquals(table!.rows.at(-1)!.at(-1), "not run: needs something");
  });
});
