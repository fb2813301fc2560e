/**
 * What holds of training every kind of model: it gives what its definition gives, with every kind of
 * kernels and any number of threads; it leaves its data alone, says how far it is, ends when it is told
 * to, trains again after that, and refuses what cannot be trained on.
 *
 * @module
 */
import { assert, assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { encodeModel } from "../../../lib/any_blob.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import type { BitModel } from "../../../lib/kinds/mod.ts";
import { startTeam } from "../../../lib/kinds/training_team.ts";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import type { RunOptions } from "../../../lib/threads/run_options.ts";
import type { TrainingTeam } from "../../../lib/threads/team.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { nameOf, WAYS } from "../kernels/kinds.ts";

/** What a kind is held to. Settings have a seed. */
export interface TrainingContract<M extends BitModel, Settings extends { readonly seed: number }> {
  train(data: DataSet, settings: Settings, options?: RunOptions): M;
  /** Its definition. */
  define(data: DataSet, settings: Settings): M;
  readonly data: DataSet;
  readonly settings: Settings;
  /** Runs that differ in all that makes a difference to the kernels. */
  readonly examples: readonly (readonly [what: string, data: DataSet, settings: Settings])[];
  /** What else is asserted of each of them. */
  assertMore?(data: DataSet, settings: Settings): void;
  /** Times that a team of threads trains each of them. */
  readonly rounds: number;
  readonly mostClasses: number;
  /** A run that is long enough to tell of its progress, and how far it is when it tells last. */
  readonly told: Settings;
  readonly toldLast: number;
  /** Times that it asks at least whether it is to stop. */
  readonly asked: number;
  /** Stages that a run goes through at least. */
  readonly stages: number;
  /** What it refuses besides, and what has the reason. */
  readonly refused: readonly (readonly [
    what: string,
    data: Partial<DataSet>,
    settings: Partial<Settings>,
    code: ErrorCode,
  ])[];
}

/** Asserts that two models are equal in everything. */
type AssertSame<M> = (actual: M, expected: M, what?: string) => void;

/** Tests that a kind holds its contract. */
export function keepsTrainingContract<
  M extends BitModel,
  Settings extends { readonly seed: number },
>(name: string, contract: TrainingContract<M, Settings>, assertSame: AssertSame<M>): void {
  const { train, define, data, settings, examples } = contract;

  describe(`training ${name}`, () => {
    for (const [what, data, settings] of examples) {
      it(`gives what the definition gives: ${what}`, () => {
        const expected = define(data, settings);
        const bytes = encodeModel(expected);
        for (const way of WAYS) {
          const trained = train(data, settings, way);
          assertSame(trained, expected, nameOf(way.kernels));
          assertSameNumbers(encodeModel(trained), bytes, "bytes");
        }
        contract.assertMore?.(data, settings);
      });
    }

    it("changes neither the rows nor the labels", () => {
      const before = structuredClone(data);
      train(data, settings);
      assertEquals(data, before);
    });

    it("gives another model for another seed", () => {
      const other = train(data, { ...settings, seed: settings.seed + 1 });
      let isSame = true;
      try {
        assertSame(other, train(data, settings));
      } catch {
        isSame = false;
      }
      assertEquals(isSame, false);
    });

    it("tells progress that never falls and comes to its end", () => {
      const seen: number[] = [];
      train(data, contract.told, { onProgress: ({ fraction }) => void seen.push(fraction) });
      assertEquals(seen, seen.toSorted((a, b) => a - b));
      const [first, last] = [seen[0]!, seen.at(-1)!];
      assert(first >= 0 && first < 0.02 && last >= contract.toldLast && last <= 1, `${seen}`);
      assert(seen.length > 20 && seen.length <= 102, `${seen.length} reports`);
    });

    it("ends with job_cancelled the next time it asks, and trains again", () => {
      let asked = 0;
      const whole = train(data, settings, { isCancelled: () => ++asked < 0 });
      assertGreater(asked, contract.asked);
      for (const times of [1, 2, asked >> 1, asked]) {
        let left = times;
        const isCancelled = () => --left === 0;
        assertRefused("job_cancelled", () => train(data, settings, { isCancelled }));
        assertEquals(left, 0);
      }
      assertSame(train(data, settings), whole);
    });
  });

  describe(`training ${name}, and its definition,`, () => testRefusals(contract));
  for (const threads of [2, 3]) {
    describe(`training ${name} with ${threads} threads`, () =>
      testTeam(threads, contract, assertSame));
  }
}

function testRefusals<M extends BitModel, Settings extends { readonly seed: number }>(
  { train, define, data, settings, mostClasses, refused }: TrainingContract<M, Settings>,
): void {
  const classes = Array.from({ length: mostClasses + 1 }, (_, index) => String(index));
  const empty = { rows: zeroMatrix(0, data.rows.columns), labels: new Uint8Array() };
  const all: typeof refused = [
    ["no rows", empty, {}, "no_rows"],
    ["a class without rows", { labels: new Uint8Array(data.rows.rows) }, {}, "labels_one_class"],
    ["one class", { classes: ["a"] }, {}, "labels_one_class"],
    ["more classes than there may be", { classes }, {}, "labels_too_many_classes"],
    [
      "a label of no class",
      {
        labels: data.labels.with(7, data.classes.length),
      },
      {},
      "label_unknown_class",
    ],
    ...[-1, 0.5, 2 ** 53].map((seed) =>
      [`${seed} as a seed`, {}, { seed } as Partial<Settings>, "seed_out_of_range"] as const
    ),
    ...refused,
  ];
  for (const [what, less, more, code] of all) {
    it(`refuse ${what}`, () => {
      for (const run of [train, define]) {
        assertRefused(code, () => run({ ...data, ...less }, { ...settings, ...more }));
      }
    });
  }
}

function testTeam<M extends BitModel, Settings extends { readonly seed: number }>(
  threads: number,
  { train, data, settings, examples, rounds, stages }: TrainingContract<M, Settings>,
  assertSame: AssertSame<M>,
): void {
  const withTeam = async (run: (team: TrainingTeam) => void) => {
    const team = (await startTeam(threads))!;
    try {
      run(team);
      assert(team.isReady);
    } finally {
      team.close();
    }
  };

  it("gives what one thread gives", () =>
    withTeam((team) => {
      for (const [what, data, settings] of examples) {
        const alone = train(data, settings);
        for (let round = 0; round < rounds; round++) {
          assertSame(train(data, settings, { team }), alone, what);
        }
      }
    }));

  it("ends a cancelled run for all threads at once, and is there for the next", () =>
    withTeam((team) => {
      const alone = train(data, settings);
      for (let run = 0; run < 30; run++) {
        let asked = 0;
        // How often it asks in a stage depends on what the other threads leave to it: once at least.
        const isCancelled = () => asked++ >= run % stages;
        assertRefused("job_cancelled", () => train(data, settings, { team, isCancelled }));
        assert(team.isReady);
        assertSame(train(data, settings, { team }), alone);
      }
    }));
}
