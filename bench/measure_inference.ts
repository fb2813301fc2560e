/**
 * Inference in process: batches of 10,000 rows and rows one by one, against native code.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import {
  createKernels,
  DEFAULT_SHAPE,
  KERNELS,
  type Kernels,
  type Network,
  predictMargins,
  predictRow,
  rowAt,
  trainNetwork,
} from "../lib/mod.ts";
import type { Digits } from "./digits.ts";
import type { Measurement } from "./measurement.ts";
import { dataBytes, type NativeReference, networkBytes } from "./native_reference.ts";
import { type Contender, median, ratioOf, takeTurns } from "./turns.ts";

const SEED = 1;
const ROUNDS = 21;
const ONE_ROW_ROUNDS = 7;

/** Most that each kind of kernels may take, as a multiple of the native time, by arity. */
const BARS: Record<string, Record<number, number>> = {
  "relaxed-simd": { 8: 1.2, 12: 1.55, 16: 1.35 },
  "simd": { 8: 1.35 },
};

/** Measures inference. */
export async function measureInference(
  folder: string,
  digits: Digits,
  native: NativeReference | undefined,
): Promise<Measurement[]> {
  const data = `${folder}/test`;
  await Deno.writeFile(data, dataBytes(digits.test, DEFAULT_SHAPE, SEED));
  const rows: Measurement[] = [];
  for (const arity of [8, 12, 16]) {
    const { network } = trainNetwork(digits.training, { ...DEFAULT_SHAPE, arity }, SEED);
    const file = `${folder}/network${arity}`;
    await Deno.writeFile(file, networkBytes(network));
    rows.push(...await measureBatches(network, arity, file, data, digits, native));
    if (arity < 16) rows.push(...await measureOneRow(network, arity, file, data, digits, native));
  }
  return rows;
}

async function measureBatches(
  network: Network,
  arity: number,
  file: string,
  data: string,
  { test }: Digits,
  native: NativeReference | undefined,
): Promise<Measurement[]> {
  const kinds = KERNELS.flatMap((name): Kernels[] => {
    try {
      return [createKernels(name)];
    } catch {
      return [];
    }
  });
  const predict = (kernels: Kernels) => predictMargins(network, test.rows, kernels);
  const expected = predict(kinds.at(-1)!);
  for (const kernels of kinds) assertEquals(predict(kernels), expected, kernels.name);
  const natives: number[] = [];
  const contenders: Record<string, Contender> = Object.fromEntries(
    kinds.map((kernels) => [kernels.name, () => void predict(kernels)]),
  );
  if (native) {
    const { bytes } = await native.predict("rows", file, data);
    assertEquals(bytes.subarray(0, test.rows.rows), expected.labels, "native labels");
    const margins = new Uint8Array(expected.margins.buffer);
    assertEquals(bytes.subarray(test.rows.rows), margins, "native margins");
    contenders["native"] = async () => {
      natives.push((await native.predict("rows", file, data)).milliseconds);
    };
  }
  const times = await takeTurns(contenders, { rounds: ROUNDS, warmUp: 3 });
  const rate = (milliseconds: number) => test.rows.rows / milliseconds * 1_000;
  const rows: Measurement[] = [];
  if (native && arity === 8) {
    rows.push({
      measure: "batch of 10,000, k = 8, native reference itself",
      unit: "rows/s",
      ours: rate(median(natives.slice(-ROUNDS))),
      bar: { atLeast: 3_000_000 },
    });
  }
  for (const { name } of kinds) {
    const bar = BARS[name]?.[arity];
    const measure = `batch of 10,000, k = ${arity}, ${name}`;
    if (name === "typescript" || !native) {
      rows.push({
        measure,
        unit: "rows/s",
        ours: rate(median(times[name]!)),
        ...(name === "typescript" && arity === 8 ? { bar: { atLeast: 400_000 } } : {}),
      });
    } else {
      rows.push({
        measure,
        unit: "ms",
        ...ratioOf(times[name]!, natives.slice(-ROUNDS)),
        against: "native C",
        ...(bar ? { bar: { atMost: bar } } : {}),
      });
    }
  }
  return rows;
}

async function measureOneRow(
  network: Network,
  arity: number,
  file: string,
  data: string,
  { test }: Digits,
  native: NativeReference | undefined,
): Promise<Measurement[]> {
  const { rows, labels } = test;
  const expected = predictMargins(network, rows).labels;
  const predictEach = () => {
    let right = 0;
    for (let row = 0; row < rows.rows; row++) {
      if (predictRow(network, rowAt(rows, row)).label === labels[row]) right++;
    }
    return right;
  };
  assertEquals(
    predictEach(),
    expected.reduce((sum, label, row) => {
      return sum + Number(label === labels[row]);
    }, 0),
  );
  const natives: number[] = [];
  const contenders: Record<string, Contender> = { ours: () => void predictEach() };
  if (native) {
    contenders["native"] = async () => {
      const { milliseconds, bytes } = await native.predict("one", file, data);
      assertEquals(bytes.subarray(0, rows.rows), expected, "native labels");
      natives.push(milliseconds);
    };
  }
  const times = await takeTurns(contenders, { rounds: ONE_ROW_ROUNDS });
  const toMicroseconds = (all: number[]) => all.map((time) => time / rows.rows * 1_000);
  const ours = toMicroseconds(times["ours"]!);
  return [{
    measure: `one row in process, k = ${arity}, plain TypeScript`,
    unit: "us",
    ...(native
      ? {
        ...ratioOf(ours, toMicroseconds(natives.slice(-ONE_ROW_ROUNDS))),
        against: "native C, scalar",
        bar: { atMost: 1.9 },
      }
      : { ours: median(ours) }),
  }];
}
