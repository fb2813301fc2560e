/**
 * What a user chooses of boosted tables, and what may be chosen.
 *
 * @module
 */

import { checkFeatures } from "../../rows/bit_matrix.ts";
import { refuse } from "../../errors.ts";
import { checkImages, IMAGE_SETTINGS, type ImageSettings } from "../../rows/input_shape.ts";
import { CLASSES, MAX_ARITY, MAX_SPLITS, MAX_WIDTH } from "../../limits.ts";
import { checkSettings, type SettingsOf } from "../../setting.ts";
import { DEFAULT_STOPPING, type EarlyStopping } from "./training/stopping.ts";

/** Copies of the training rows that are counted, too: images that are moved or mirrored a little. */
export interface Augmentation {
  /** By how many pixels an image is moved, all directions together: 0, 1 (5 copies) or 2 (13). */
  readonly shift: number;
  /** Count each copy mirrored left to right, too. */
  readonly flip: boolean;
}

/** What a user chooses of boosted tables. */
export interface BoostedSettings extends ImageSettings {
  /** Number of tables, 1 to 65,536. */
  readonly tables: number;
  /** Wires of each table (k), 1 to 16. */
  readonly arity: number;
  /** How far each table goes in its direction (eta), 0.001 to 1. */
  readonly rate: number;
  /** Holds entries down that few rows reach, 0.01 to 10,000. */
  readonly lambda: number;
  /** Features that are tried for each wire, 1 to 64; of one the wires are drawn blindly. */
  readonly candidates?: number;
  /** Count copies of the images, too. */
  readonly augment?: Augmentation;
  /** Halves of the classes that the tables take turns with; 32 unless said, 1 for two classes. */
  readonly splits?: number;
  /** End where rows that are kept away from training were answered best. */
  readonly earlyStopping?: EarlyStopping;
  /** Integer from 0 to 2^53 - 1. */
  readonly seed: number;
}

/** Half a megabyte that is trained in a second, and a good start for images and tables alike. */
export const DEFAULT_BOOSTED = {
  tables: 2048,
  arity: 8,
  rate: 0.1,
  lambda: 1,
  candidates: 8,
} as const;

/** Features that may be tried for a wire. */
const MAX_CANDIDATES = 64;

/** Pixels by which an image may be moved. */
const MAX_SHIFT = 2;

/** The same as rows of a table. */
export const BOOSTED_SETTINGS: SettingsOf<Omit<BoostedSettings, "seed">> = {
  tables: {
    type: "integer",
    least: 1,
    most: MAX_WIDTH,
    usual: DEFAULT_BOOSTED.tables,
    code: "tables_out_of_range",
    isSize: true,
    inMetadata: false,
    words: "Boosted tables",
    help: "number of tables",
  },
  arity: {
    type: "integer",
    least: 1,
    most: MAX_ARITY,
    usual: DEFAULT_BOOSTED.arity,
    code: "arity_out_of_range",
    inMetadata: false,
    words: "Wires of each table; no more than there are features to choose from",
  },
  rate: {
    type: "number",
    least: 0.001,
    most: 1,
    usual: DEFAULT_BOOSTED.rate,
    code: "rate_out_of_range",
    words: "How far each table goes: more tables want a smaller rate",
    help: "how far a table goes, 0.001 to 1; more tables want less",
  },
  lambda: {
    type: "number",
    least: 0.01,
    most: 10_000,
    usual: DEFAULT_BOOSTED.lambda,
    code: "lambda_out_of_range",
    words: "Holds entries down that few rows reach",
    help: "holds down what few rows say, 0.01 to 10000",
  },
  candidates: {
    type: "integer",
    least: 1,
    most: MAX_CANDIDATES,
    inMetadata: false,
    code: "candidates_out_of_range",
    words:
      "Features that are tried for each wire, of which the best by the counts is taken; 1 draws " +
      "wires blindly",
    help: "features tried for each wire; 1 draws wires blindly",
  },
  ...IMAGE_SETTINGS,
  "augment.shift": {
    type: "integer",
    least: 0,
    most: MAX_SHIFT,
    usual: 0,
    isOfImages: true,
    code: "augment_out_of_range",
    pointer: "/boosted/augment",
    words: "With inputShape: count copies moved by up to so many pixels",
    help: "learn from images moved by up to n pixels, too: 1 or 2",
  },
  "augment.flip": {
    type: "flag",
    usual: false,
    isOfImages: true,
    code: "augment_out_of_range",
    pointer: "/boosted/augment",
    words: "With inputShape: count copies mirrored left to right",
    help: "learn from images mirrored left to right, too",
  },
  splits: {
    type: "integer",
    least: 1,
    most: MAX_SPLITS,
    code: "splits_out_of_range",
    inMetadata: false,
    words: "Halves of the classes that the tables take turns with; 32 unless given, one for two " +
      "classes",
    help: "ways to halve three classes or more (default: 32)",
  },
  "earlyStopping.share": {
    type: "share",
    usual: DEFAULT_STOPPING.share,
    called: "earlyStopping",
    code: "early_stopping_out_of_range",
    inMetadata: false,
    words: "End where a share of the rows that is kept away from training was answered best; " +
      "the scores are calibrated on it, too. It is taken of what holdout leaves",
    help: "end where a share of the rows, kept from training, is answered best",
  },
  "earlyStopping.patience": {
    type: "integer",
    least: 1,
    most: MAX_WIDTH,
    usual: DEFAULT_STOPPING.patience,
    code: "early_stopping_out_of_range",
    words: "With early stopping: tables after which training ends if they make nothing better",
    help: "stop early after n tables that make nothing better",
  },
};

/** Encoded rows from which on there is enough to learn for as many tables as of bits. */
const MANY_ROWS = 1_000;

/** A good start for rows of so many bits: {@linkcode DEFAULT_BOOSTED}, with no more wires than bits. */
export function defaultBoosted(features: number): Omit<BoostedSettings, "seed"> {
  return { ...DEFAULT_BOOSTED, arity: Math.min(DEFAULT_BOOSTED.arity, features) };
}

/**
 * A good start for rows of numbers and categories, by how many there are to train on and how many
 * bits they become. They have few columns, of which a table reads each through several bits, and want
 * small steps; few rows want fewer of them.
 */
export function defaultTabular(rows: number, features: number): Omit<BoostedSettings, "seed"> {
  const arity = Math.min(6, features);
  return rows < MANY_ROWS
    ? { tables: 300, arity, rate: 0.1, lambda: 3, candidates: 12 }
    : { tables: 1024, arity, rate: 0.1, lambda: 3, candidates: 12 };
}

/** Splits for more than two classes if nobody says how many. */
const DEFAULT_SPLITS = 32;

/** Splits of a run: one for two classes, and no more than there are tables. */
export function countSplits({ splits, tables }: BoostedSettings, classes: number): number {
  return classes === CLASSES ? 1 : Math.min(splits ?? DEFAULT_SPLITS, tables);
}

/**
 * Checks that such tables can be trained on rows of so many features. The seed is not looked at.
 *
 * @throws {RoteError} `features_out_of_range`, `tables_out_of_range`, `arity_out_of_range`,
 *   `arity_above_width_below`, `rate_out_of_range`, `lambda_out_of_range`, `splits_out_of_range`,
 *   `input_shape_mismatch`, `patch_out_of_range`, `augment_out_of_range`,
 *   `early_stopping_out_of_range`
 */
export function checkBoostedSettings(features: number, settings: BoostedSettings): void {
  checkFeatures(features);
  checkSettings(BOOSTED_SETTINGS, settings);
  const { arity, inputShape, augment } = settings;
  const choice = checkImages(features, settings);
  if (arity > choice) {
    throw refuse(
      "arity_above_width_below",
      `arity ${arity} is above the ${choice} features that a table draws its wires from, and the ` +
        `wires of a table are distinct`,
      { field: "arity" },
    );
  }
  if (augment && !inputShape) {
    const detail = "augment needs inputShape: rows that are images";
    throw refuse("augment_out_of_range", detail, { field: "augment" });
  }
}
