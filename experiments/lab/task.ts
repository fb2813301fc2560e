/**
 * The paper's tasks (section 3): two classes made of the ten of an image set, or two of the ten, with
 * their own labels or with random ones. And one beyond the paper: all ten classes.
 *
 * @module
 */

import type { ImageSet, LabelledImages } from "../../cli/data_sets/image_set.ts";
import type { PublicSetName } from "../../cli/data_sets/public_sets.ts";
import { type DataSet, RandomStream, selectRows, shuffleStart } from "../../lib/mod.ts";

/** The image sets of the paper. */
export const IMAGE_SETS: readonly PublicSetName[] = ["mnist", "cifar10"];
/** Name of an image set. */
export type ImageSetName = PublicSetName;

/**
 * How labels are made random. Permuted: the labels change places at random, as in the experiments of
 * Zhang et al. (2016) that the paper follows; each class keeps its share. Coin: a fair coin for each
 * row. Balanced: permuted, with just one half of the labels in each class.
 */
export type RandomLabels = "permuted" | "coin" | "balanced";

/** What is to be told apart. */
export interface Task {
  readonly images: ImageSetName;
  /**
   * The first five classes from the last five, all of them, or class a (label 0) from class b
   * (label 1).
   */
  readonly classes: "halves" | "all" | readonly [a: number, b: number];
  /** Labels drawn by the seed in place of the real ones. */
  readonly randomLabels?: RandomLabels;
}

/** The rows of a task. */
export interface TaskRows {
  readonly training: DataSet;
  /** With the real labels, whatever the training rows have. */
  readonly test: DataSet;
}

/** Purposes of random draws; none of the engine's own. */
const DRAW_TRAINING_LABELS = 3_000;
const DRAW_TEST_LABELS = 3_001;

/** The rows of a task with their real labels. */
export function rowsOf(images: ImageSet, classes: Task["classes"]): TaskRows {
  const { training, test, classes: names } = images;
  if (classes === "all") {
    return { training: { ...training, classes: names }, test: { ...test, classes: names } };
  }
  return { training: choose(training, classes), test: choose(test, classes) };
}

/** The same training rows with random labels. */
export function withRandomLabels(data: DataSet, how: RandomLabels, seed: number): DataSet {
  return { ...data, labels: randomLabels(data.labels, how, seed, DRAW_TRAINING_LABELS) };
}

/** Random labels for test rows, which have nothing to do with those of the training rows. */
export function randomTestLabels(labels: Uint8Array, how: RandomLabels, seed: number): Uint8Array {
  return randomLabels(labels, how, seed, DRAW_TEST_LABELS);
}

function choose(
  { rows, labels }: LabelledImages,
  classes: Exclude<Task["classes"], "all">,
): DataSet {
  if (classes === "halves") {
    return { rows, labels: labels.map((label) => Number(label >= 5)), classes: ["0", "1"] };
  }
  const [a, b] = classes;
  const kept = Uint32Array.from(
    Array.from(labels.keys()).filter((row) => labels[row] === a || labels[row] === b),
  );
  return {
    rows: selectRows(rows, kept),
    labels: Uint8Array.from(kept, (row) => Number(labels[row] === b)),
    classes: [String(a), String(b)],
  };
}

function randomLabels(
  labels: Uint8Array,
  how: RandomLabels,
  seed: number,
  purpose: number,
): Uint8Array {
  const random = new RandomStream(seed, 0, 0, purpose);
  if (how === "coin") return labels.map(() => random.word() & 1);
  const permuted = how === "permuted"
    ? labels.slice()
    : new Uint8Array(labels.length).fill(1, labels.length >> 1);
  shuffleStart(permuted, permuted.length, random);
  return permuted;
}
