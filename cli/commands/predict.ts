/**
 * `rote predict`: one line a row on stdout, in the order of the rows; where the rows have labels,
 * the accuracy on stderr.
 *
 * @module
 */

import { type Command, Option } from "commander";
import {
  accuracyOf,
  type BitMatrix,
  isEncoded,
  type Model,
  type Predictions,
  predictModel,
  quote,
  refuse,
} from "../../lib/mod.ts";
import { about, UsageError } from "../failure.ts";
import { type LoadedRows, loadRows } from "../formats/load.ts";
import { classesOf, type Group, groupLabels } from "../groups.ts";
import { readModel } from "../model_file.ts";
import { addReadingOptions, type ReadingFlags, readingOptions } from "../options.ts";
import { printable, toJson, writeErr, writeOut } from "../terminal.ts";

/** The values of the options of `rote predict`. */
interface PredictFlags extends ReadingFlags {
  readonly format: "csv" | "json";
}

/** Rows that are predicted, and lines that are written, in one go. */
const LINES = 4096;

const EXAMPLE = `
Example: the labels and scores of new rows
  $ rote predict digits.rote data/mnist/t10k-images-idx3-ubyte.gz > answers.csv

CSV has the columns label and score, the score of that label from 0 to 1 (of two classes from 0.5
up). A model of numbers and categories reads the columns of CSV by their names, in any order, and
leaves others out. JSON has a line {"label": ..., "scores": {...}} for each row, with the score of each class. If
the rows have labels too, the accuracy goes to stderr.`;

/** Adds `rote predict`. */
export function addPredict(program: Command): void {
  const command = program.command("predict")
    .description("Predict the class of each row.")
    .argument("<model>", "model that rote train wrote")
    .argument("<rows>", "file of rows, with labels or without")
    .addOption(
      new Option("--format <format>", "what stdout gets").choices(["csv", "json"]).default("csv"),
    );
  addReadingOptions(command).addHelpText("after", EXAMPLE).action(predict);
}

async function predict(modelFile: string, rowsFile: string, flags: PredictFlags): Promise<void> {
  const { model } = await readModel(modelFile);
  const groups = flags.group ?? [];
  const stranger = classesOf(groups).find((name) => !model.classes.includes(name));
  if (stranger !== undefined) {
    throw new UsageError(`--group ${stranger}: the classes of ${modelFile} are ${listOf(model)}`);
  }
  const cells = isEncoded(model) ? model.encoder : "bits";
  const loaded = await loadRows(rowsFile, { ...readingOptions(flags, "optional"), cells });
  await about(rowsFile, () => checkColumns(loaded.rows, model, modelFile));
  const predicted = writePredictions(model, loaded.rows, flags.format);
  if (loaded.labels) writeErr(describeAccuracy(model, predicted, loaded, groups) + "\n");
}

function checkColumns({ columns }: BitMatrix, { features }: Model, modelFile: string): void {
  if (columns === features) return;
  throw refuse(
    columns < features ? "row_too_short" : "row_too_long",
    `The rows have ${columns} features, and ${modelFile} reads ${features}`,
  );
}

/** Predicts and writes line by line; returns the predicted classes. */
function writePredictions(model: Model, rows: BitMatrix, format: string): Uint8Array {
  const { classes } = model;
  // A file gets the names as they are; a terminal gets them harmless.
  const shown = Deno.stdout.isTerminal() ? printable : (text: string) => text;
  const cells = classes.map((name) => shown(csvCell(name)));
  const lineOf = ({ labels, scores }: Predictions, row: number) => {
    const label = labels[row]!;
    const first = row * classes.length;
    if (format === "csv") return `${cells[label]},${scores[first + label]}\n`;
    const named = Object.fromEntries(classes.map((name, at) => [name, scores[first + at]]));
    return toJson({ label: classes[label], scores: named }) + "\n";
  };
  const predicted = new Uint8Array(rows.rows);
  if (format === "csv") writeOut("label,score\n");
  for (let first = 0; first < rows.rows; first += LINES) {
    const block = rowsFrom(rows, first, LINES);
    const answers = predictModel(model, block);
    predicted.set(answers.labels, first);
    writeOut(Array.from({ length: block.rows }, (_, row) => lineOf(answers, row)).join(""));
  }
  return predicted;
}

/** Rows from `first` on, at most as many as said. They share the memory of all. */
function rowsFrom({ rows, columns, stride, bytes }: BitMatrix, first: number, most: number) {
  const count = Math.min(most, rows - first);
  const part = bytes.subarray(first * stride, (first + count) * stride);
  return { rows: count, columns, stride, bytes: part };
}

/** Says how many of the labelled rows are right; rows in no group do not count. */
function describeAccuracy(
  model: Model,
  predicted: Uint8Array,
  { labels = [] }: LoadedRows,
  groups: readonly Group[],
): string {
  const { classes } = model;
  const found = groups.length > 0
    ? groupLabels(labels, groups, classes)
    : Int32Array.from(labels, (label) => classes.indexOf(label));
  const kept = Uint32Array.from(found.keys().filter((row) => found[row]! >= 0));
  if (kept.length < labels.length && groups.length === 0) {
    const stranger = JSON.stringify(labels[found.indexOf(-1)]);
    return printable(
      `No accuracy: there is a label ${stranger}, and the classes are ${listOf(model)}; ` +
        `--group puts labels into classes`,
    );
  }
  if (kept.length === 0) return "No accuracy: no row is in a group";
  const accuracy = accuracyOf(
    Uint8Array.from(kept, (row) => predicted[row]!),
    Uint8Array.from(kept, (row) => found[row]!),
  );
  return `accuracy ${accuracy.toFixed(4)} on ${kept.length} rows`;
}

/** The first few classes of a model, for a message. */
function listOf({ classes }: Model): string {
  const shown = classes.slice(0, 10).map(quote);
  if (classes.length > shown.length) return `${shown.join(", ")}, ...`;
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** A cell of CSV, quoted where it must be (RFC 4180). */
function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
