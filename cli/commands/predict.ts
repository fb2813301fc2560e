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
import { addReadingOptions, type ReadingFlags, readingOptions, score } from "../options.ts";
import { printable, toJson, writeErr, writeOut } from "../terminal.ts";

/** The values of the options of `rote predict`. */
interface PredictFlags extends ReadingFlags {
  readonly format: "csv" | "json";
  readonly abstainBelow: number;
}

/** Rows that are predicted, and lines that are written, in one go. */
const LINES = 4096;

const EXAMPLE = `
Example: the labels and scores of new rows
  $ rote predict digits.rote data/mnist/t10k-images-idx3-ubyte.gz > answers.csv

CSV has the columns label and score, the score of that label from 0 to 1 (of two classes from 0.5
up). A model of numbers and categories reads the columns of CSV by their names, in any order, and
leaves others out. JSON has a line {"label": ..., "scores": {...}} for each row, with the score of
each class. If the rows have labels too, the accuracy goes to stderr. A row that --abstain-below
leaves without an answer has an empty label in CSV and null in JSON.`;

/** Adds `rote predict`. */
export function addPredict(program: Command): void {
  const command = program.command("predict")
    .description("Predict the class of each row.")
    .argument("<model>", "model that rote train wrote")
    .argument("<rows>", "file of rows, with labels or without")
    .addOption(
      new Option("--format <format>", "what stdout gets").choices(["csv", "json"]).default("csv"),
    )
    .option("--abstain-below <score>", "no label where the best score is below, 0 to 1", score, 0);
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
  const predicted = writePredictions(model, loaded.rows, flags);
  if (loaded.labels) writeErr(describeAccuracy(model, predicted, loaded, groups) + "\n");
}

function checkColumns({ columns }: BitMatrix, { features }: Model, modelFile: string): void {
  if (columns === features) return;
  throw refuse(
    columns < features ? "row_too_short" : "row_too_long",
    `The rows have ${columns} features, and ${modelFile} reads ${features}`,
  );
}

/** The predicted classes, and 1 for each row that has an answer. */
interface Predicted {
  readonly labels: Uint8Array;
  readonly isAnswered: Uint8Array;
}

/** Predicts and writes line by line. */
function writePredictions(
  model: Model,
  rows: BitMatrix,
  { format, abstainBelow }: PredictFlags,
): Predicted {
  const { classes } = model;
  // A file gets the names as they are; a terminal gets them harmless.
  const shown = Deno.stdout.isTerminal() ? printable : (text: string) => text;
  const cells = classes.map((name) => shown(csvCell(name)));
  const lineOf = ({ labels, scores }: Predictions, row: number) => {
    const label = labels[row]!;
    const first = row * classes.length;
    const isSure = scores[first + label]! >= abstainBelow;
    if (format === "csv") return `${isSure ? cells[label] : ""},${scores[first + label]}\n`;
    const named = Object.fromEntries(classes.map((name, at) => [name, scores[first + at]]));
    return toJson({ label: isSure ? classes[label] : null, scores: named }) + "\n";
  };
  const predicted = { labels: new Uint8Array(rows.rows), isAnswered: new Uint8Array(rows.rows) };
  if (format === "csv") writeOut("label,score\n");
  for (let first = 0; first < rows.rows; first += LINES) {
    const block = rowsFrom(rows, first, LINES);
    const answers = predictModel(model, block);
    predicted.labels.set(answers.labels, first);
    answers.labels.forEach((label, row) => {
      const score = answers.scores[row * classes.length + label]!;
      predicted.isAnswered[first + row] = score >= abstainBelow ? 1 : 0;
    });
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

/** Says how many of the labelled rows are right; rows in no group or without an answer do not count. */
function describeAccuracy(
  model: Model,
  predicted: Predicted,
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
  const answered = kept.filter((row) => predicted.isAnswered[row] === 1);
  const silent = kept.length - answered.length;
  const others = silent > 0 ? `, no answer for ${silent} more` : "";
  if (answered.length === 0) return `No accuracy: no answer for ${silent} rows`;
  const accuracy = accuracyOf(
    Uint8Array.from(answered, (row) => predicted.labels[row]!),
    Uint8Array.from(answered, (row) => found[row]!),
  );
  return `accuracy ${accuracy.toFixed(4)} on ${answered.length} rows${others}`;
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
