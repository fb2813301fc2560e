/**
 * What holds of a whole run of every method: the same data, settings and seed give the same bytes,
 * whatever else is asked for; rows that are tested on had no part in training; what is told of a run is
 * what its blob does; what cannot be run is refused before it starts.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import { isEncoded, labelModel, predictModel, predictValues } from "../../../lib/any_model.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import type { BitModel } from "../../../lib/kinds/mod.ts";
import { startTeam } from "../../../lib/kinds/training_team.ts";
import { trainEncoded } from "../../../lib/methods/encoded.ts";
import type { TrainedRun } from "../../../lib/methods/measured_run.ts";
import type { RunSettings } from "../../../lib/methods/method.ts";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import { holdOut } from "../../../lib/rows/holdout.ts";
import { calibrationError } from "../../../lib/scores/calibration.ts";
import { accuracyOf } from "../../../lib/scores/predictions.ts";
import type { RunOptions } from "../../../lib/threads/run_options.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { randomValueSet } from "../encoders/random_values.ts";

/** A run that is refused. */
export type Refused<Settings> = readonly [
  what: string,
  data: Partial<DataSet>,
  settings: Partial<Settings>,
  code: ErrorCode,
];

/** What a method is held to. */
export interface MethodContract<Settings extends RunSettings> {
  /** A whole run. */
  run(
    data: DataSet,
    settings: Settings,
    test?: DataSet,
    options?: RunOptions,
  ): TrainedRun;
  check(data: DataSet, settings: Settings, test?: DataSet): void;
  /** What a run trains, by itself. */
  train(data: DataSet, settings: Settings): BitModel;
  readonly data: DataSet;
  readonly settings: Settings;
  /** Other rows like them. */
  readonly test: DataSet;
  /** How far a run is when it tells last. */
  readonly toldLast: number;
  /** What the metadata has in front of what every run says. */
  readonly described: Readonly<Record<string, string>>;
  /** What it refuses besides. */
  readonly refused: readonly Refused<Settings>[];
  /** The settings for rows of numbers and categories. */
  readonly forValues: Settings;
}

/** Tests that a method holds its contract. */
export function keepsMethodContract<Settings extends RunSettings>(
  name: string,
  contract: MethodContract<Settings>,
): void {
  describe(`a run of ${name}`, () => testRuns(contract));
  describe(`a run of ${name}, before it starts,`, () => testChecks(contract));
  describe(`a run of ${name} on numbers and categories`, () => testValues(contract));
}

function testRuns<Settings extends RunSettings>(
  { run, train, data, settings, test, described, toldLast }: MethodContract<Settings>,
): void {
  /** Asserts that a blob is a model with what its run found out, and nothing else. */
  const assertTold = (
    { blob, result }: ReturnType<typeof run>,
    training: DataSet,
    tested: DataSet | undefined,
    chosen: Settings,
  ) => {
    const model = train(training, chosen);
    const trainAccuracy = accuracyOf(labelModel(model, training.rows), training.labels);
    const answers = tested && predictModel(model, tested.rows);
    const testAccuracy = answers && accuracyOf(answers.labels, tested.labels);
    const metadata = {
      ...described,
      trainRows: String(training.rows.rows),
      trainAccuracy: trainAccuracy.toFixed(4),
      ...(tested ? { testRows: String(tested.rows.rows) } : {}),
      ...(testAccuracy === undefined ? {} : { testAccuracy: testAccuracy.toFixed(4) }),
    };
    assertSameNumbers(blob, encodeModel({ ...model, metadata }));
    assertEquals(decodeModel(blob).metadata, metadata);
    assertEquals(
      [result.trainAccuracy, result.testAccuracy, result.trainRows, result.testRows],
      [trainAccuracy, testAccuracy, training.rows.rows, tested?.rows.rows ?? 0],
    );
    assertEquals(result.calibrationError, answers && calibrationError(answers, tested.labels));
    assertEquals([result.bytes, result.stoppingRows], [blob.length, undefined]);
    assert(result.seconds >= 0);
  };

  it("encodes what it trains, and says what is known about it", () => {
    assertTold(run(data, settings), data, undefined, settings);
  });

  it("trains on the rows that are not held out, and tests on those that are", () => {
    for (const holdout of [0.2, 0.5]) {
      const { training, heldOut } = holdOut(data, holdout, settings.seed);
      assertGreater(heldOut.rows.rows, 0);
      assertTold(run(data, { ...settings, holdout }), training, heldOut, settings);
    }
  });

  it("tests on a test set, and trains as if there were none", () => {
    assertTold(run(data, settings, test), data, test, settings);
  });

  it("gives the same bytes again, and others for another seed", () => {
    const { blob } = run(data, settings);
    assertSameNumbers(run(data, settings).blob, blob);
    assertNotEquals(run(data, { ...settings, seed: settings.seed + 1 }).blob, blob);
  });

  it("tells progress that never falls and comes to its end, and gives the same bytes then", () => {
    const seen: number[] = [];
    const onProgress = ({ fraction }: { fraction: number }) => void seen.push(fraction);
    const { blob } = run(data, settings, undefined, { onProgress });
    assertSameNumbers(blob, run(data, settings).blob);
    assertEquals(seen, seen.toSorted((a, b) => a - b));
    assert(seen.length > 1 && seen.at(-1)! >= toldLast && seen.at(-1)! <= 1, `${seen}`);
  });

  it("ends with job_cancelled the next time it asks, and gives the same bytes then", () => {
    const { blob } = run(data, settings);
    let asked = 0;
    run(data, settings, undefined, { isCancelled: () => ++asked < 0 });
    assertGreater(asked, 1);
    for (const times of [1, asked >> 1, asked]) {
      let left = times;
      const isCancelled = () => --left === 0;
      assertRefused("job_cancelled", () => run(data, settings, undefined, { isCancelled }));
    }
    assertSameNumbers(run(data, settings).blob, blob);
  });

  it("gives the same bytes with a team of threads", async () => {
    const team = (await startTeam(2))!;
    try {
      const { blob } = run(data, { ...settings, holdout: 0.3 });
      assertSameNumbers(run(data, { ...settings, holdout: 0.3 }, undefined, { team }).blob, blob);
    } finally {
      team.close();
    }
  });
}

function testChecks<Settings extends RunSettings>(
  { run, check, data, settings, test, refused }: MethodContract<Settings>,
): void {
  const { rows: { columns, rows } } = data;
  const nothing = { rows: zeroMatrix(0, columns), labels: new Uint8Array() };
  const part = (more: RunSettings | Partial<RunSettings>) => more as Partial<Settings>;
  const all: readonly Refused<Settings>[] = [
    ["no rows", nothing, {}, "no_rows"],
    ["no labels", { labels: new Uint8Array() }, {}, "labels_missing"],
    ["too few labels", { labels: data.labels.slice(1) }, {}, "label_count_mismatch"],
    [
      "a label of no class",
      {
        labels: data.labels.with(0, data.classes.length),
      },
      {},
      "label_unknown_class",
    ],
    ["a negative seed", {}, part({ seed: -1 }), "seed_out_of_range"],
    ["half a seed", {}, part({ seed: 0.5 }), "seed_out_of_range"],
    ["a holdout of 0", {}, part({ holdout: 0 }), "holdout_out_of_range"],
    ["a holdout of 1", {}, part({ holdout: 1 }), "holdout_out_of_range"],
    ["a holdout of no row", {}, part({ holdout: 0.1 / rows }), "holdout_out_of_range"],
    ...refused,
  ];
  for (const [what, less, more, code] of all) {
    it(`refuses ${what}`, () => {
      for (const ask of [check, run]) {
        assertRefused(code, () => void ask({ ...data, ...less }, { ...settings, ...more }));
      }
    });
  }

  const tests: readonly Refused<Settings>[] = [
    ["besides a holdout", {}, part({ holdout: 0.5 }), "holdout_out_of_range"],
    ["without rows", nothing, {}, "no_rows"],
    ["without labels", { labels: new Uint8Array() }, {}, "labels_missing"],
    ["with too few labels", { labels: test.labels.slice(1) }, {}, "label_count_mismatch"],
    [
      "with a class of its own",
      {
        labels: test.labels.with(9, data.classes.length),
      },
      {},
      "label_unknown_class",
    ],
    ["of fewer features", { rows: zeroMatrix(test.rows.rows, columns - 1) }, {}, "row_too_short"],
    ["of more features", { rows: zeroMatrix(test.rows.rows, columns + 1) }, {}, "row_too_long"],
  ];
  for (const [what, less, more, code] of tests) {
    it(`refuses a test set ${what}`, () => {
      for (const ask of [check, run]) {
        assertRefused(
          code,
          () => void ask(data, { ...settings, ...more }, { ...test, ...less }),
        );
      }
    });
  }

  it("takes a test set of one class", () => {
    check(data, settings, { ...test, labels: test.labels.map(() => 0) });
  });
}

function testValues<Settings extends RunSettings>(
  { run, forValues: settings }: MethodContract<Settings>,
): void {
  it("gives a blob that reads them, the same each time", () => {
    const [data, fresh] = [randomValueSet(1, 400), randomValueSet(2, 200)];
    const { seed } = settings;
    const train = () =>
      trainEncoded(data, { seed, holdout: 0.2 }, (rows, test) => run(rows, settings, test));
    const { blob, result } = train();
    assertEquals([result.bytes, result.trainRows + result.testRows], [blob.length, 400]);
    const model = decodeModel(blob);
    assert(isEncoded(model));
    assertSameNumbers(encodeModel(model), blob);
    assertGreater(accuracyOf(predictValues(model, fresh.values).labels, fresh.labels), 0.8);
    assertSameNumbers(train().blob, blob);
  });
}
