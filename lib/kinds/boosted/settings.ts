/**
 * What a user chooses of boosted tables, and what may be chosen.
 *
 * @module
 */

import { checkFeatures } from "../../rows/bit_matrix.ts";
import { type ErrorCode, quote, refuse, type RoteError } from "../../errors.ts";
import { checkImages, type ImageSettings, type InputShape } from "../../rows/input_shape.ts";
import { CLASSES, MAX_ARITY, MAX_SPLITS, MAX_WIDTH } from "../../limits.ts";
import type { EarlyStopping } from "./training/stopping.ts";

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
export const DEFAULT_BOOSTED = { tables: 2048, arity: 8, rate: 0.1, lambda: 1 } as const;

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
    ? { tables: 1024, arity, rate: 0.02, lambda: 1 }
    : { tables: 2048, arity, rate: 0.05, lambda: 1 };
}

/** Splits for more than two classes if nobody says how many. */
const DEFAULT_SPLITS = 32;
/** Pixels by which an image may be moved. */
const MAX_SHIFT = 2;

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
  const { tables, arity, rate, lambda, splits, inputShape, augment } = settings;
  checkInteger("tables_out_of_range", "tables", tables, 1, MAX_WIDTH);
  checkInteger("arity_out_of_range", "arity", arity, 1, MAX_ARITY);
  checkNumber("rate_out_of_range", "rate", rate, 0.001, 1);
  checkNumber("lambda_out_of_range", "lambda", lambda, 0.01, 10_000);
  if (splits !== undefined) {
    checkInteger("splits_out_of_range", "splits", splits, 1, MAX_SPLITS);
  }
  const choice = checkImages(features, settings);
  if (arity > choice) {
    throw refuse(
      "arity_above_width_below",
      `arity ${arity} is above the ${choice} features that a table draws its wires from, and the ` +
        `wires of a table are distinct`,
      { field: "arity" },
    );
  }
  if (augment !== undefined) checkAugmentation(inputShape, augment);
  if (settings.earlyStopping) checkStopping(settings.earlyStopping);
}

function checkAugmentation(inputShape: InputShape | undefined, { shift, flip }: Augmentation) {
  const refuseIt = (detail: string): RoteError =>
    refuse("augment_out_of_range", detail, { field: "augment" });
  if (!inputShape) throw refuseIt("augment needs inputShape: rows that are images");
  if (!Number.isInteger(shift) || shift < 0 || shift > MAX_SHIFT) {
    throw refuseIt(`augment.shift must be an integer from 0 to ${MAX_SHIFT}, not ${quote(shift)}`);
  }
  if (typeof flip !== "boolean") {
    throw refuseIt(`augment.flip must be true or false, not ${quote(flip)}`);
  }
}

function checkStopping({ share, patience }: EarlyStopping): void {
  const code = "early_stopping_out_of_range";
  if (!(share > 0 && share < 1)) {
    const detail = `earlyStopping.share must be above 0 and below 1, not ${quote(share)}`;
    throw refuse(code, detail, { field: "earlyStopping.share" });
  }
  checkInteger(code, "earlyStopping.patience", patience, 1, MAX_WIDTH);
}

function checkInteger(code: ErrorCode, field: string, value: number, least: number, most: number) {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw refuse(code, `${field} must be an integer from ${least} to ${most}, not ${quote(value)}`, {
    field,
  });
}

function checkNumber(code: ErrorCode, field: string, value: number, least: number, most: number) {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw refuse(code, `${field} must be from ${least} to ${most}, not ${quote(value)}`, { field });
}
