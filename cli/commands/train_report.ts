/**
 * What `rote train` says at the end, in words or as JSON.
 *
 * @module
 */

import type { Encoder, LayerStatistics } from "../../lib/mod.ts";
import { describeColumns } from "../../models/stored_model.ts";
import { versionOf } from "../../models/names.ts";
import { alignPairs, printable, toJson, writeOut } from "../terminal.ts";
import type { TrainedModel } from "./training_method.ts";

/** A finished training and where its model went. */
export interface FinishedTraining extends TrainedModel {
  readonly out: string;
  readonly features: number;
  readonly classes: readonly string[];
  /** What makes the features of numbers and categories. */
  readonly encoder?: Encoder;
}

/** Writes the report to stdout. */
export async function reportTraining(training: FinishedTraining, json: boolean): Promise<void> {
  const { out, features, classes, encoder, blob, result, words, layers } = training;
  const facts = { ...training.facts, bytes: blob.length };
  const columns = encoder && { columns: describeColumns(encoder) };
  const digest = await versionOf(blob);
  if (json) {
    return writeOut(
      toJson({ model: out, features, ...columns, classes, ...facts, sha256: digest }, 2) + "\n",
    );
  }
  const { testAccuracy, testRows, calibrationError, stoppingRows } = result;
  writeOut(
    `${printable(out)}\n` + alignPairs([
      ["classes", printable(classes.map((name) => JSON.stringify(name)).join(", "))],
      ...(encoder ? [["columns", `${encoder.columns.length}, ${features} bits`]] as const : []),
      ["training accuracy", `${result.trainAccuracy.toFixed(4)} on ${result.trainRows} rows`],
      ...(testAccuracy === undefined
        ? []
        : [["test accuracy", `${testAccuracy.toFixed(4)} on ${testRows} rows`]] as const),
      ...(calibrationError === undefined
        ? []
        : [["calibration error", calibrationError.toFixed(4)]] as const),
      ...(stoppingRows === undefined
        ? []
        : [["kept for stopping", `${stoppingRows} rows`]] as const),
      ...words,
      ["size", `${result.bytes} bytes`],
      ["time", `${result.seconds.toFixed(2)} s`],
      ["sha256", digest],
    ]) + (layers ? `\n${formatStatistics(layers)}` : ""),
  );
}

/** The paper's Table 2: how well the units of each layer predict the label. Layer 0 is the input. */
function formatStatistics(layers: readonly LayerStatistics[]): string {
  const lines = [
    ["layer", "count", "mean", "std", "min", "max"],
    ...layers.map(({ layer, count, mean, std, min, max }) => [
      String(layer),
      String(count),
      mean.toFixed(4),
      std.toFixed(4),
      min.toFixed(4),
      max.toFixed(4),
    ]),
  ];
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]!.length))
  );
  const rows = lines.map((cells) => cells.map((cell, at) => cell.padStart(widths[at]!)).join("  "));
  return `Training accuracy of the units of each layer\n${
    rows.map((row) => `  ${row}\n`).join("")
  }`;
}
