/**
 * Boosted tables in process, on all ten digits: training, batches of 10,000 rows, rows one by one.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import {
  type BoostedSettings,
  type BoostedTables,
  createKernels,
  DEFAULT_BOOSTED,
  encodeModel,
  fastestKernels,
  KERNELS,
  type Kernels,
  predictBoosted,
  predictBoostedRow,
  rowAt,
  selectData,
  startTeam,
  trainBoosted,
  type TrainingTeam,
} from "../lib/mod.ts";
import { boostByDefinition } from "../lib/kinds/boosted/oracle.ts";
import type { DataSet } from "../lib/mod.ts";
import type { Digits } from "./digits.ts";
import type { Measurement } from "./measurement.ts";
import { median, ratioOf, takeTurns } from "./turns.ts";

const ROUNDS = 7;
const IMAGE = { inputShape: [28, 28, 1], patch: 5, seed: 1 } as const;
/** What is trained unless somebody asks for something else. */
const USUAL: BoostedSettings = { ...DEFAULT_BOOSTED, ...IMAGE };
/** 600 KB. */
const SMALL: BoostedSettings = { ...DEFAULT_BOOSTED, ...IMAGE, tables: 8192, arity: 6 };
/** Rows and tables that the definition gets, which takes its time. */
const DEFINED = { rows: 6_000, tables: 128 };

/** Measures boosted tables. */
export async function measureBoosted({ ten }: Digits): Promise<Measurement[]> {
  const { training, test } = ten;
  const model = trainBoosted(training, SMALL);
  return [
    ...await measureTraining(training),
    ...await measureDefinition(training),
    ...await measureBatches(model, test),
    ...await measureOneRow(model, test),
  ];
}

async function measureTraining(training: DataSet): Promise<Measurement[]> {
  const kernels = fastestKernels();
  const train = (team?: TrainingTeam) =>
    encodeModel(trainBoosted(training, USUAL, team ? { team } : { kernels }));
  const measure = `train ${USUAL.tables} boosted tables of 8 wires`;
  const team = await startTeam(2);
  if (!team) {
    const { one } = await takeTurns({ one: () => train() }, { rounds: ROUNDS });
    return [{ measure: `${measure}, one thread`, unit: "ms", ours: median(one) }];
  }
  assertEquals(train(team), train(), "two threads gave other bytes");
  const { one, two } = await takeTurns({
    one: () => train(),
    two: () => train(team),
  }, { rounds: ROUNDS });
  team.close();
  return [
    { measure: `${measure}, one thread (${kernels.name})`, unit: "ms", ours: median(one) },
    {
      measure: `${measure}, two warm threads`,
      unit: "ms",
      ...ratioOf(two, one),
      against: "one thread",
    },
  ];
}

/** On a part of the rows, as the definition goes row by row. */
async function measureDefinition(training: DataSet): Promise<Measurement[]> {
  const some = selectData(training, Uint32Array.from({ length: DEFINED.rows }, (_, row) => row));
  const settings = { ...USUAL, tables: DEFINED.tables };
  const kernels = fastestKernels();
  const { ours, definition } = await takeTurns({
    ours: () => trainBoosted(some, settings, { kernels }),
    definition: () => {
      const bytes = encodeModel(boostByDefinition(some, settings));
      assertEquals(bytes, encodeModel(trainBoosted(some, settings)), "the definition differs");
    },
  }, { rounds: 1 });
  return [{
    measure: `train ${DEFINED.tables} boosted tables on ${DEFINED.rows} rows, one thread`,
    unit: "ms",
    ...ratioOf(ours, definition),
    against: "the readable definition",
    bar: { atMost: 1 / 20 },
  }];
}

async function measureBatches(model: BoostedTables, { rows }: DataSet): Promise<Measurement[]> {
  const kinds = KERNELS.flatMap((name): Kernels[] => {
    try {
      return [createKernels(name)];
    } catch {
      return [];
    }
  });
  const predict = (kernels: Kernels) => predictBoosted(model, rows, kernels);
  const expected = predict(kinds.at(-1)!);
  for (const kernels of kinds) assertEquals(predict(kernels), expected, kernels.name);
  const times = await takeTurns(
    Object.fromEntries(kinds.map((kernels) => [kernels.name, () => void predict(kernels)])),
    { rounds: ROUNDS },
  );
  const kilobytes = Math.round(encodeModel(model).length / 1_000);
  return kinds.map(({ name }) => ({
    measure: `batch of 10,000, boosted tables of ${kilobytes} KB, ${name}`,
    unit: "rows/s",
    ours: rows.rows / median(times[name]!) * 1_000,
    ...(name === "typescript" ? {} : { bar: { atLeast: 250_000 } }),
  }));
}

async function measureOneRow(model: BoostedTables, { rows }: DataSet): Promise<Measurement[]> {
  const count = 1_000;
  const expected = predictBoosted(model, rows).labels;
  const predictEach = () => {
    for (let row = 0; row < count; row++) {
      assertEquals(predictBoostedRow(model, rowAt(rows, row)).label, expected[row]);
    }
  };
  const { ours } = await takeTurns({ ours: predictEach }, { rounds: ROUNDS });
  return [{
    measure: `one row in process, ${model.width} boosted tables of ${model.arity} wires`,
    unit: "us",
    ours: median(ours) / count * 1_000,
  }];
}
