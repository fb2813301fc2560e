/**
 * The ladders of `deno task beyond`: every step, bar and limit, as data. Another step is another line.
 *
 * @module
 */

import type { InputShape } from "../../lib/mod.ts";
import { baselineShape } from "../paper.ts";
import type { Ladder } from "./ladder.ts";
import type { BoostedStep, NetworkStep } from "./step.ts";

const MNIST: InputShape = [28, 28, 1];
const CIFAR10: InputShape = [32, 32, 3];
const SHIFT = { shift: 1, flip: false };
const FLIP = { shift: 0, flip: true };
const SHIFT_AND_FLIP = { shift: 1, flip: true };

/** The paper's network with k-input LUTs. */
function network(arity: number, settings: Partial<NetworkStep["shape"]> = {}): NetworkStep {
  return { method: "network", shape: { ...baselineShape(arity), ...settings } };
}

/** Leave-one-out layers. */
const HONEST = { hidden: "leave-one-out" } as const;
/** The same, and all LUTs of the last layer vote. */
const VOTING = { ...HONEST, head: "vote" } as const;

type Settings = BoostedStep["settings"];

/** Boosted tables on digits: the defaults of `rote train` for images, unless said. */
function onDigits(settings: Partial<Settings>): BoostedStep {
  const defaults = { tables: 2048, arity: 8, rate: 0.1, lambda: 1, inputShape: MNIST, patch: 5 };
  return { method: "boosted", settings: { ...defaults, ...settings } };
}

/** Boosted tables on small colour images, which need more of them and a slower pace. */
function onColours(settings: Partial<Settings>): BoostedStep {
  const defaults = { tables: 8192, arity: 12, rate: 0.01, lambda: 8 };
  return {
    method: "boosted",
    settings: { ...defaults, inputShape: CIFAR10, patch: 4, ...settings },
  };
}

const PROTOCOL =
  "A bit is 1 where the value is at least 128. Each step is trained from each seed, on one thread. " +
  "Rows/s are those of one core with all test rows in one batch, labels and scores. Times and speeds " +
  "are those of the fastest seed.";

const binaryMnist: Ladder = {
  id: "binary_mnist",
  title: "Binary-MNIST: five digits from the other five",
  says: "Memorization goes past the paper's ConvNet (0.98) on the paper's own task, from 1-bit " +
    "pixels, trained by counting and answering by lookup.",
  setUp: `60,000 rows of 784 bits, the label is 1 for the digits 5 to 9. ${PROTOCOL}`,
  takes: { minutes: 1, megabytes: 1_400 },
  task: { images: "mnist", classes: "halves" },
  steps: [
    { name: "the paper's network, k = 8", ...network(8), isStart: true, quick: true },
    { name: "the paper's network, k = 12", ...network(12) },
    { name: "384 boosted tables", ...onDigits({ tables: 384, augment: SHIFT }), quick: true },
    { name: "2048 tables, k = 12", ...onDigits({ arity: 12 }) },
    { name: "4096 tables", ...onDigits({ tables: 4096, augment: SHIFT }) },
    {
      name: "8192 tables, k = 14",
      ...onDigits({ tables: 8192, arity: 14, patch: 6, rate: 0.02, augment: SHIFT }),
    },
  ],
  bars: [{ sentence: "Test accuracy of at least 0.989", least: 0.989 }],
  limits: { calibrationError: 0.02 },
};

const honestLayers: Ladder = {
  id: "honest_layers",
  title: "Honest layers: memorized noise that does not spread",
  says: "Where tables are so large that they memorize noise, a hidden LUT that answers each " +
    "training row without the row's own vote keeps that noise from the layers above; a vote of " +
    "the whole last layer, and wires from patches of the image, add to it.",
  setUp:
    `Binary-MNIST: 60,000 rows of 784 bits, the label is 1 for the digits 5 to 9. All have the ` +
    `paper's 5 hidden layers of 1024 LUTs. ${PROTOCOL}`,
  takes: { minutes: 1, megabytes: 900 },
  task: { images: "mnist", classes: "halves" },
  steps: [
    { name: "the paper's network, k = 16", ...network(16), isStart: true, quick: true },
    { name: "the paper's network, k = 14", ...network(14) },
    { name: "leave-one-out, k = 16", ...network(16, HONEST) },
    { name: "leave-one-out, k = 14", ...network(14, HONEST), quick: true },
    { name: "leave-one-out and vote, k = 16", ...network(16, VOTING) },
    { name: "leave-one-out and vote, k = 14", ...network(14, VOTING) },
    {
      name: "leave-one-out, vote and patches, k = 14",
      ...network(14, { ...VOTING, inputShape: MNIST, patch: 5 }),
    },
  ],
  bars: [],
  claims: [
    {
      sentence: "With k = 14 leave-one-out layers add at least 0.05",
      step: "leave-one-out, k = 14",
      than: "the paper's network, k = 14",
      by: 0.05,
    },
    {
      sentence: "With k = 16 they add at least 0.15",
      step: "leave-one-out, k = 16",
      than: "the paper's network, k = 16",
      by: 0.15,
    },
    {
      sentence: "With k = 14 training and test accuracy differ by at most 0.1 then, not by 0.17",
      step: "leave-one-out, k = 14",
      mostGap: 0.1,
    },
    {
      sentence: "With a vote k = 14 reaches 0.91",
      step: "leave-one-out and vote, k = 14",
      least: 0.91,
    },
    {
      sentence: "With a vote k = 16 reaches 0.91",
      step: "leave-one-out and vote, k = 16",
      least: 0.91,
    },
    {
      sentence: "With patches, too, k = 14 reaches 0.94",
      step: "leave-one-out, vote and patches, k = 14",
      least: 0.94,
    },
  ],
  limits: {},
  // They stand beside the same task above.
  others: [],
};

const digits: Ladder = {
  id: "digits",
  title: "Ten-class MNIST: which digit it is",
  says: "Memorization tells ten digits apart, at 0.99 from 1-bit pixels in half a minute, and in " +
    "half a megabyte nearly as well.",
  setUp: `60,000 rows of 784 bits, ten classes. ${PROTOCOL}`,
  takes: { minutes: 2, megabytes: 600 },
  task: { images: "mnist", classes: "all" },
  steps: [
    {
      name: "the paper's networks, pair by pair, k = 8",
      ...network(8),
      isStart: true,
      quick: true,
    },
    {
      name: "384 tables",
      ...onDigits({ tables: 384, rate: 0.3, augment: SHIFT }),
      quick: true,
    },
    { name: "2048 tables, no copies", ...onDigits({}) },
    { name: "8192 tables, no copies", ...onDigits({ tables: 8192, rate: 0.05 }) },
    { name: "2048 tables", ...onDigits({ rate: 0.2, augment: SHIFT }) },
    { name: "8192 tables, k = 6", ...onDigits({ tables: 8192, arity: 6, augment: SHIFT }) },
    { name: "8192 tables", ...onDigits({ tables: 8192, rate: 0.08, augment: SHIFT }) },
    {
      name: "8192 tables, k = 12",
      ...onDigits({ tables: 8192, arity: 12, patch: 6, rate: 0.03, augment: SHIFT }),
    },
  ],
  bars: [
    { sentence: "Test accuracy of at least 0.9895 at any size", least: 0.9895 },
    { sentence: "At least 0.987 in at most 2.5 MB", least: 0.987, mostBytes: 2_500_000 },
    { sentence: "At least 0.984 in at most 600 KB", least: 0.984, mostBytes: 600_000 },
    { sentence: "At least 0.984 without copies", least: 0.984, withoutCopies: true },
  ],
  claims: [
    {
      sentence: "A network for each pair of digits, as in the paper's pairwise tasks, reaches 0.92",
      step: "the paper's networks, pair by pair, k = 8",
      least: 0.92,
    },
  ],
  limits: {
    seconds: 60,
    calibrationError: 0.02,
    speed: {
      sentence: "The best of at most 600 KB reads at least 250,000 rows/s on one core",
      mostBytes: 600_000,
      rowsPerSecond: 250_000,
    },
  },
};

const binaryCifar10: Ladder = {
  id: "binary_cifar10",
  title: "Binary-CIFAR-10: five kinds of things from the other five",
  says: "Memorization goes past the paper's random forest (0.66) and ConvNet (0.71) on colour " +
    "images of one bit a channel.",
  setUp: `50,000 rows of 3,072 bits, the label is 1 for the classes 5 to 9. ${PROTOCOL}`,
  takes: { minutes: 4, megabytes: 900 },
  task: { images: "cifar10", classes: "halves" },
  steps: [
    { name: "the paper's network, k = 10", ...network(10), isStart: true, quick: true },
    {
      name: "512 tables, k = 8, no copies",
      ...onColours({ tables: 512, arity: 8, rate: 0.05 }),
      quick: true,
    },
    { name: "4096 tables, no copies", ...onColours({ tables: 4096 }) },
    { name: "8192 tables, no copies", ...onColours({}) },
    {
      name: "16384 tables, k = 10, no copies",
      ...onColours({ tables: 16_384, arity: 10 }),
    },
    { name: "8192 tables, mirrored", ...onColours({ rate: 0.015, lambda: 16, augment: FLIP }) },
    {
      name: "8192 tables, moved and mirrored",
      ...onColours({ rate: 0.015, lambda: 16, augment: SHIFT_AND_FLIP }),
    },
  ],
  bars: [
    { sentence: "Test accuracy of at least 0.72", least: 0.72 },
    { sentence: "At least 0.695 without copies", least: 0.695, withoutCopies: true },
  ],
  limits: {},
};

/** All ladders, in the order of the report. */
export const LADDERS: readonly Ladder[] = [binaryMnist, honestLayers, digits, binaryCifar10];
