/**
 * The figures of the paper: S. Chatterjee, "Learning and Memorization", ICML 2018 (extended
 * abstract), Tables 1 to 4. Accuracies are shares from 0 to 1. Figure 1 is a picture without
 * numbers.
 *
 * @module
 */

import type { NetworkShape } from "../lib/mod.ts";

/** Section 3: "a baseline network with 5 hidden layers of 1024 luts". */
export const BASELINE = { hiddenLayers: 5, width: 1024 };

/** The baseline network with k-input LUTs. */
export function baselineShape(arity: number): NetworkShape {
  return { ...BASELINE, arity };
}

/** Accuracy on training and test rows. */
export interface Accuracy {
  readonly train: number;
  readonly test: number;
}

/** Table 1: accuracy by method. */
export const TABLE_1: Readonly<Record<"mnist" | "cifar10", Readonly<Record<string, Accuracy>>>> = {
  mnist: {
    convnet: { train: 0.98, test: 0.98 },
    knn_5: { train: 0.99, test: 0.97 },
    knn_1: { train: 1.0, test: 0.97 },
    random_forest_10: { train: 1.0, test: 0.96 },
    memorization_k12: { train: 0.99, test: 0.9 },
    logistic_regression: { train: 0.87, test: 0.87 },
    naive_bayes: { train: 0.76, test: 0.77 },
    random_guess: { train: 0.5, test: 0.5 },
  },
  cifar10: {
    convnet: { train: 0.93, test: 0.71 },
    random_forest_300: { train: 1.0, test: 0.66 },
    knn_5: { train: 0.75, test: 0.63 },
    knn_1: { train: 1.0, test: 0.63 },
    memorization_k10: { train: 0.79, test: 0.63 },
    logistic_regression: { train: 0.64, test: 0.56 },
    naive_bayes: { train: 0.55, test: 0.56 },
    random_guess: { train: 0.5, test: 0.5 },
  },
};

/** Table 2: the training accuracy of the units of each layer; k = 8, Binary-MNIST. */
export const TABLE_2 = {
  arity: 8,
  test: 0.87,
  layers: [
    { layer: 0, count: 784, mean: 0.51, std: 0.034, min: 0.4, max: 0.66 },
    { layer: 1, count: 1024, mean: 0.61, std: 0.0403, min: 0.51, max: 0.73 },
    { layer: 2, count: 1024, mean: 0.74, std: 0.0191, min: 0.67, max: 0.79 },
    { layer: 3, count: 1024, mean: 0.83, std: 0.0068, min: 0.8, max: 0.85 },
    { layer: 4, count: 1024, mean: 0.87, std: 0.0033, min: 0.86, max: 0.88 },
    { layer: 5, count: 1024, mean: 0.88, std: 0.0015, min: 0.88, max: 0.88 },
    { layer: 6, count: 1, mean: 0.89, std: 0, min: 0.89, max: 0.89 },
  ],
};

/** Table 3: accuracy by k on Binary-MNIST, with the real labels and on "random data". */
export const TABLE_3: readonly {
  readonly k: number;
  readonly real: Accuracy;
  readonly random: Accuracy;
}[] = [
  { k: 2, real: { train: 0.66, test: 0.66 }, random: { train: 0.51, test: 0.53 } },
  { k: 4, real: { train: 0.81, test: 0.81 }, random: { train: 0.53, test: 0.54 } },
  { k: 6, real: { train: 0.85, test: 0.86 }, random: { train: 0.55, test: 0.52 } },
  { k: 8, real: { train: 0.89, test: 0.87 }, random: { train: 0.6, test: 0.51 } },
  { k: 10, real: { train: 0.94, test: 0.89 }, random: { train: 0.69, test: 0.5 } },
  { k: 12, real: { train: 0.99, test: 0.9 }, random: { train: 0.82, test: 0.51 } },
  { k: 14, real: { train: 1.0, test: 0.83 }, random: { train: 0.92, test: 0.51 } },
  { k: 16, real: { train: 1.0, test: 0.66 }, random: { train: 0.98, test: 0.52 } },
];

/** The values of k in Table 3 and Figure 1. */
export const ARITIES = TABLE_3.map(({ k }) => k);

/** Table 4: k = 10 on the pairs of CIFAR-10. */
export const TABLE_4 = {
  arity: 10,
  classes: ["PLANE", "AUTO", "BIRD", "CAT", "DEER", "DOG", "FROG", "HORSE", "SHIP", "TRUCK"],
  /** Percent; row i, column j: training accuracy where i > j, test accuracy where i < j. */
  percent: [
    [0, 77, 77, 80, 82, 81, 84, 81, 71, 79],
    [96, 0, 79, 77, 79, 80, 80, 78, 76, 67],
    [95, 98, 0, 68, 63, 69, 66, 72, 83, 81],
    [96, 98, 96, 0, 70, 61, 68, 71, 81, 76],
    [96, 98, 95, 96, 0, 73, 69, 71, 83, 81],
    [98, 99, 97, 96, 97, 0, 72, 70, 82, 79],
    [97, 98, 95, 95, 97, 96, 0, 75, 85, 80],
    [98, 99, 96, 97, 96, 98, 97, 0, 81, 75],
    [93, 96, 98, 98, 98, 98, 99, 98, 0, 77],
    [97, 95, 98, 97, 97, 98, 98, 97, 98, 0],
  ],
};

/** The figures of Table 4 for a pair of classes, a < b. */
export function table4Of([a, b]: readonly [a: number, b: number]): Accuracy {
  return { train: TABLE_4.percent[b]![a]! / 100, test: TABLE_4.percent[a]![b]! / 100 };
}
