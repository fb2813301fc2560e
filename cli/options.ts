/**
 * Options that several commands share, and the checks of their values. What is off here is the
 * command line's fault: exit code 2.
 *
 * @module
 */

import { type Command, InvalidArgumentError } from "commander";
import type { InputShape } from "../lib/mod.ts";
import type { ReadingOptions } from "./formats/load.ts";
import { type Group, parseGroup } from "./groups.ts";

/** The values of the options that say how rows are read. */
export interface ReadingFlags {
  readonly labels?: string;
  readonly threshold: number;
  readonly label: string;
  readonly output: number;
  readonly group?: readonly Group[];
}

/** Adds the options that say how rows are read. */
export function addReadingOptions(command: Command): Command {
  return command
    .optionsGroup("Reading rows:")
    .option("--labels <file>", "IDX: the file with the labels of the images")
    .option("--threshold <n>", "IDX: a feature is 1 where the pixel is n or more", pixel, 128)
    .option("--label <column>", "CSV: the column of labels", "label")
    .option("--output <n>", "PLA: the output that is the label, from 0", count, 0)
    .option(
      "--group <name=labels>",
      "put labels together into a class, as in 0=0-4 or odd=1,3,5; rows in no group are left " +
        "out (repeat for each class)",
      parseGroup,
    )
    .optionsGroup("Options:");
}

/** What `loadRows` needs of the flags. */
export function readingOptions(
  flags: ReadingFlags,
  labels: ReadingOptions["labels"],
  labelsFile = flags.labels,
): Omit<ReadingOptions, "cells"> {
  const { threshold, label, output } = flags;
  return { threshold, label, output, labels, labelsFile };
}

/** An integer from 0 up. */
export function count(text: string): number {
  return integer(text, 0, Number.MAX_SAFE_INTEGER);
}

/** An integer from 0 up, or "none". */
export function countOrNone(text: string): number | "none" {
  return text === "none" ? text : count(text);
}

/** A share above 0 and below 1. */
export function share(text: string): number {
  const value = /^[\d.]+$/.test(text) ? Number(text) : NaN;
  if (!(value > 0 && value < 1)) {
    throw new InvalidArgumentError("It is not a number above 0 and below 1.");
  }
  return value;
}

/** A score from 0 to 1. */
export function score(text: string): number {
  const value = /^[\d.]+$/.test(text) ? Number(text) : NaN;
  if (!(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError("It is not a number from 0 to 1.");
  }
  return value;
}

/** A number from 0 up, as in 0.05. */
export function decimal(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw new InvalidArgumentError("It is not a number from 0 up.");
  return value;
}

/** Height, width and channels of an image, as in 28x28 or 32x32x3. */
export function imageShape(text: string): InputShape {
  const [, height, width, channels = "1"] = /^(\d+)x(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  if (!height || !width) {
    throw new InvalidArgumentError("Write it as HEIGHTxWIDTH, like 28x28, or 32x32x3.");
  }
  return [Number(height), Number(width), Number(channels)];
}

function pixel(text: string): number {
  return integer(text, 0, 255);
}

function integer(text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw new InvalidArgumentError(
      most === Number.MAX_SAFE_INTEGER
        ? "It is not an integer from 0 up."
        : `It is not an integer from ${least} to ${most}.`,
    );
  }
  return value;
}
