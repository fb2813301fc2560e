/**
 * Trainings of every kind, on every kind of kernels that there are, and what came of them: bytes of
 * blobs and answers, as SHA-256. It runs in any runtime, so what it gives can be compared.
 *
 * @module
 */
import { rowAt, setBit, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import { trainBoosted } from "../../../lib/kinds/boosted/train.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import { createKernels } from "../../../lib/kernels/choose.ts";
import { type KernelName, KERNELS, type Kernels } from "../../../lib/kernels/kernels.ts";
import { type Model, predictModel, predictModelRow } from "../../../lib/any_model.ts";
import { RandomStream } from "../../../lib/random.ts";
import { trainPairwise } from "../../../lib/kinds/pairwise/train.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { trainVoting } from "../../../lib/kinds/voting/train.ts";

const SEED = 2 ** 33 + 5;
/** Pixels of an image. */
const PIXELS = 144;
/** Images of two classes and of seven. */
const TWO = drawings(1_100, 2);
const SEVEN = drawings(2_300, 7);
const IMAGE = { inputShape: [12, 12, 1], patch: 3 } as const;

/** What to train, by name. */
const TRAININGS: Record<string, { data: DataSet; train: (kernels: Kernels) => Model }> = {
  "the paper's network": {
    data: TWO,
    train: (kernels) => {
      const shape = { hiddenLayers: 3, width: 100, arity: 8 };
      return trainNetwork(TWO, shape, SEED, { kernels }).network;
    },
  },
  "a network of wide LUTs": {
    data: TWO,
    train: (kernels) => {
      const shape = { hiddenLayers: 2, width: 40, arity: 11 };
      return trainNetwork(TWO, shape, SEED, { kernels }).network;
    },
  },
  "a voting network with layers that leave rows out, over patches": {
    data: TWO,
    train: (kernels) => {
      const honest = { hidden: "leave-one-out", head: "vote", ...IMAGE } as const;
      const shape = { hiddenLayers: 2, width: 60, arity: 9, ...honest };
      return trainVoting(TWO, shape, SEED, { kernels }).network;
    },
  },
  "a network with layers that leave rows out": {
    data: TWO,
    train: (kernels) => {
      const shape = { hiddenLayers: 3, width: 60, arity: 7, hidden: "leave-one-out" } as const;
      return trainNetwork(TWO, shape, SEED, { kernels }).network;
    },
  },
  "networks for pairs of seven classes": {
    data: SEVEN,
    train: (kernels) => {
      const shape = { hiddenLayers: 2, width: 24, arity: 5 };
      return trainPairwise(SEVEN, shape, SEED, { kernels });
    },
  },
  "boosted tables for two classes": {
    data: TWO,
    train: (kernels) => {
      const settings = { tables: 90, arity: 6, rate: 0.05, lambda: 3, seed: SEED };
      return trainBoosted(TWO, settings, { kernels });
    },
  },
  "boosted tables for seven classes of images, moved and mirrored": {
    data: SEVEN,
    train: (kernels) => {
      const augment = { shift: 1, flip: true };
      const settings = { tables: 100, arity: 9, rate: 0.2, lambda: 1, augment, ...IMAGE };
      return trainBoosted(SEVEN, { ...settings, seed: SEED }, { kernels });
    },
  },
};

/** For each training what each kind of kernels gave. */
export type Digests = Record<string, Partial<Record<KernelName, string>>>;

/** Trains everything with every kind of kernels that this runtime has. */
export async function trainAll(): Promise<Digests> {
  const found: Digests = {};
  for (const [training, { data, train }] of Object.entries(TRAININGS)) {
    const digests: Digests[string] = found[training] = {};
    for (const kernels of kernelsHere()) {
      digests[kernels.name] = await digest(data, train(kernels), kernels);
    }
  }
  return found;
}

function kernelsHere(): Kernels[] {
  return KERNELS.flatMap((name) => {
    try {
      return [createKernels(name)];
    } catch {
      return [];
    }
  });
}

/** Images that look like one drawing for each class, with every fifth pixel by chance. */
function drawings(count: number, classes: number): DataSet {
  const random = new RandomStream(SEED, classes, 0, 1_000);
  const drawn = Array.from(
    { length: classes },
    () => Array.from({ length: PIXELS }, () => random.below(2)),
  );
  const rows = zeroMatrix(count, PIXELS);
  const labels = Uint8Array.from({ length: count }, (_, row) => row % classes);
  for (let row = 0; row < count; row++) {
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      const bit = random.below(5) === 0 ? random.below(2) : drawn[labels[row]!]![pixel]!;
      if (bit === 1) setBit(rows, row, pixel);
    }
  }
  return { rows, labels, classes: Array.from({ length: classes }, (_, index) => `class ${index}`) };
}

/** The SHA-256 of a blob and of the answers that it gives, for many rows and one by one. */
async function digest({ rows }: DataSet, model: Model, kernels: Kernels): Promise<string> {
  const blob = encodeModel(model);
  const decoded = decodeModel(blob);
  const { labels, scores } = predictModel(decoded, rows, kernels);
  const first = Array.from({ length: 50 }, (_, row) => predictModelRow(decoded, rowAt(rows, row)));
  const text = JSON.stringify([[...blob], [...labels], [...scores], first]);
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
