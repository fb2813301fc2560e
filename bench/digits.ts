/**
 * The data of the benchmarks: Binary-MNIST (a pixel is 1 when it is at least 128; the label is 1 for
 * the digits 5 to 9), read from the folder `mnist` where `ROTE_DATA` points or in `../shared/data`.
 * Where it is absent, made-up digits of the same size and about as skewed stand in, and the report
 * says so.
 *
 * @module
 */

import { pathOf } from "./paths.ts";
import { loadRows } from "../cli/formats/load.ts";
import { type DataSet, setBit, zeroMatrix } from "../lib/mod.ts";
import { RandomStream } from "../lib/random.ts";

/** A training and a test set, and where they come from. */
export interface Digits {
  readonly source: "MNIST" | "made up";
  /** 60,000 rows of 784 features. */
  readonly training: DataSet;
  /** 10,000 rows. */
  readonly test: DataSet;
}

/** Reads Binary-MNIST, or makes something up that costs as much. */
export async function loadDigits(): Promise<Digits> {
  const set = Deno.env.get("ROTE_DATA");
  const folder = set ? `${set}/mnist` : pathOf("../../shared/data/mnist");
  try {
    await Deno.stat(`${folder}/train-images-idx3-ubyte.gz`);
  } catch {
    return { source: "made up", training: makeDigits(60_000, 1), test: makeDigits(10_000, 2) };
  }
  return {
    source: "MNIST",
    training: await readDigits(`${folder}/train`),
    test: await readDigits(`${folder}/t10k`),
  };
}

async function readDigits(prefix: string): Promise<DataSet> {
  const { rows, labels } = await loadRows(`${prefix}-images-idx3-ubyte.gz`, {
    labelsFile: `${prefix}-labels-idx1-ubyte.gz`,
    threshold: 128,
    labels: "required",
    label: "label",
    output: 0,
  });
  const classes = ["0", "1"];
  return { rows, labels: Uint8Array.from(labels!, (digit) => Number(Number(digit) >= 5)), classes };
}

/** Ten blurred prototypes with noise: skewed bits, as images have, and labels that can be learned. */
function makeDigits(count: number, stream: number): DataSet {
  const features = 784;
  const shapes = new RandomStream(1, 0, 0, DRAW_BENCH);
  const prototypes = Array.from({ length: 10 }, () => {
    const [x, y, across, down] = Array.from({ length: 4 }, () => 6 + shapes.below(16));
    return Uint8Array.from({ length: features }, (_, pixel) => {
      const dx = (pixel % 28 - x!) / (2 + across! / 6);
      const dy = (Math.floor(pixel / 28) - y!) / (2 + down! / 6);
      return dx * dx + dy * dy < 4 ? 230 : dx * dx + dy * dy < 9 ? 90 : 2;
    });
  });
  const noise = new RandomStream(1, 0, stream, DRAW_BENCH);
  const rows = zeroMatrix(count, features);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const digit = noise.below(10);
    labels[row] = Number(digit >= 5);
    for (let pixel = 0; pixel < features; pixel++) {
      if (noise.below(256) < prototypes[digit]![pixel]!) setBit(rows, row, pixel);
    }
  }
  return { rows, labels, classes: ["0", "1"] };
}

/** None of the engine's own purposes of random draws. */
const DRAW_BENCH = 2_000;
