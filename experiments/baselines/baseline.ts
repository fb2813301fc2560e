/**
 * What Rote is compared with: the standard methods of the paper's Table 1, and those that people take
 * today, by their reference implementations in Python. `python.ts` runs them.
 *
 * @module
 */

import type { ImageSetName, Task } from "../lab/task.ts";

/** A method. */
export interface MethodDescription {
  /** What people call it. */
  readonly title: string;
  /** The Python module that it needs, if any. */
  readonly module?: keyof typeof PACKAGES;
  /** Seconds that it took on two cores when it was measured, two classes, to tell the time left. */
  readonly seconds: Readonly<Record<ImageSetName, number>>;
}

/** The Debian package that brings each Python module. */
export const PACKAGES = { sklearn: "python3-sklearn", torch: "python3-torch" } as const;

/** The methods, by the names that `baselines.py` knows. */
export const METHODS = {
  convnet: {
    title: "ConvNet, LeNet-style",
    module: "torch",
    seconds: { mnist: 200, cifar10: 400 },
  },
  random_forest_300: {
    title: "random forest, 300 trees",
    module: "sklearn",
    seconds: { mnist: 25, cifar10: 85 },
  },
  random_forest_10: {
    title: "random forest, 10 trees",
    module: "sklearn",
    seconds: { mnist: 10, cifar10: 10 },
  },
  knn_5: {
    title: "5 nearest neighbours",
    module: "sklearn",
    seconds: { mnist: 130, cifar10: 350 },
  },
  knn_1: { title: "1 nearest neighbour", module: "sklearn", seconds: { mnist: 85, cifar10: 330 } },
  logistic_regression: {
    title: "logistic regression",
    module: "sklearn",
    seconds: { mnist: 20, cifar10: 50 },
  },
  naive_bayes: { title: "naive Bayes", module: "sklearn", seconds: { mnist: 10, cifar10: 20 } },
  random_forest_100: {
    title: "random forest, 100 trees",
    module: "sklearn",
    seconds: { mnist: 15, cifar10: 60 },
  },
  gradient_boosting: {
    title: "gradient-boosted trees",
    module: "sklearn",
    seconds: { mnist: 40, cifar10: 120 },
  },
  random_guess: { title: "random guess", seconds: { mnist: 0, cifar10: 0 } },
} as const satisfies Readonly<Record<string, MethodDescription>>;

/** A method of comparison. */
export type Method = keyof typeof METHODS;

/** One method on an image set: the first five classes against the last five, or all ten. */
export interface Baseline {
  readonly images: ImageSetName;
  /** The halves, unless said. */
  readonly classes?: Extract<Task["classes"], string>;
  readonly method: Method;
}

/** What a method reached. Accuracies are shares from 0 to 1. */
export interface BaselineFigures {
  readonly train: number;
  readonly test: number;
  /** Wall-clock time of fitting and of both tests. */
  readonly seconds: number;
  /** Wall-clock time of fitting alone; of scikit-learn's methods. */
  readonly fitSeconds?: number;
  /** Test rows predicted in a second, all cores together; of scikit-learn's methods. */
  readonly rowsPerSecond?: number;
  /** Size of the fitted method, pickled; of scikit-learn's methods. */
  readonly bytes?: number;
  /** The library and its version. */
  readonly library: string;
  /** What was set, in words. */
  readonly settings: string;
}

/** The figures, or why there are none. */
export type BaselineResult = BaselineFigures | { readonly missing: string };
