/**
 * The data of the benchmarks: Binary-MNIST (a pixel is 1 when it is at least 128; the label is 1 for
 * the digits 5 to 9), from where data sets usually are. Where it is absent, made-up digits of the
 * same size and about as skewed stand in, and the report says so.
 *
 * @module
 */

import { findDataFolder } from "../cli/data_sets/find.ts";
import type { LabelledImages } from "../cli/data_sets/image_set.ts";
import { makeUpImages } from "../cli/data_sets/made_up.ts";
import { readMnist } from "../cli/data_sets/mnist.ts";
import type { DataSet } from "../lib/mod.ts";

/** A training and a test set, and where they come from. */
export interface Digits {
  readonly source: "MNIST" | "made up";
  /** 60,000 rows of 784 features. */
  readonly training: DataSet;
  /** 10,000 rows. */
  readonly test: DataSet;
  /** The same rows with all ten digits for classes. */
  readonly ten: { readonly training: DataSet; readonly test: DataSet };
}

/** Reads Binary-MNIST, or makes something up that costs as much. */
export async function loadDigits(): Promise<Digits> {
  const folder = await findDataFolder("mnist");
  const { training, test } = folder === undefined
    ? makeUpImages({
      name: "made-up digits",
      height: 28,
      width: 28,
      channels: 1,
      trainingRows: 60_000,
      testRows: 10_000,
      seed: 1,
    })
    : await readMnist(folder);
  return {
    source: folder === undefined ? "made up" : "MNIST",
    training: splitAtFive(training),
    test: splitAtFive(test),
    ten: { training: inTenClasses(training), test: inTenClasses(test) },
  };
}

function splitAtFive({ rows, labels }: LabelledImages): DataSet {
  return { rows, labels: labels.map((digit) => Number(digit >= 5)), classes: ["0", "1"] };
}

function inTenClasses({ rows, labels }: LabelledImages): DataSet {
  return { rows, labels, classes: Array.from("0123456789") };
}
