/**
 * `rote predict`: one line a row on stdout, in the order of the rows; where the rows have labels,
 * the accuracy on stderr.
 *
 * @module
 */

import { type Command, Option } from "commander";
import {
  accuracyOf,
  isBoosted,
  type Model,
  predictBatch,
  predictBoosted,
  type Predictions,
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

/** Lines that are written in one go. */
const LINES = 4096;

const EXAMPLE = `
Example: the labels and scores of new rows
  $ rote predict digits.rote data/mnist/t10k-images-idx3-ubyte.gz > answers.csv

CSV has the columns label and score, the score of that label from 0 to 1 (of two classes from 0.5
up). JSON has a line {"label": ..., "scores": {...}} for each row, with the score of each class. If
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
  const loaded = await loadRows(rowsFile, readingOptions(flags, "optional"));
  const predictions = await about(rowsFile, () => {
    const { columns } = loaded.rows;
    if (columns === model.features) {
      return isBoosted(model)
        ? predictBoosted(model, loaded.rows)
        : predictBatch(model, loaded.rows);
    }
    throw refuse(
      columns < model.features ? "row_too_short" : "row_too_long",
      `The rows have ${columns} features, and ${modelFile} reads ${model.features}`,
    );
  });
  writePredictions(model, predictions, flags.format);
  if (loaded.labels) writeErr(describeAccuracy(model, predictions, loaded, groups) + "\n");
}

function writePredictions(model: Model, predictions: Predictions, format: string): void {
  const { classes } = model;
  const { labels, scores } = predictions;
  // A file gets the names as they are; a terminal gets them harmless.
  const shown = Deno.stdout.isTerminal() ? printable : (text: string) => text;
  const cells = classes.map((name) => shown(csvCell(name)));
  const lineOf = format === "csv"
    ? (row: number) => `${cells[labels[row]!]},${scores[row * classes.length + labels[row]!]}`
    : (row: number) =>
      toJson({
        label: classes[labels[row]!],
        scores: Object.fromEntries(
          classes.map((name, at) => [name, scores[row * classes.length + at]]),
        ),
      });
  if (format === "csv") writeOut("label,score\n");
  for (let first = 0; first < labels.length; first += LINES) {
    const rows = Math.min(LINES, labels.length - first);
    writeOut(Array.from({ length: rows }, (_, at) => lineOf(first + at) + "\n").join(""));
  }
}

/** Says how many of the labelled rows are right; rows in no group do not count. */
function describeAccuracy(
  model: Model,
  predictions: Predictions,
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
    Uint8Array.from(kept, (row) => predictions.labels[row]!),
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
