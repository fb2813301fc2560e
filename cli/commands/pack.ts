/**
 * `rote pack`: rows in, packed bits out, as the service takes them in one binary request; and the
 * `curl` command that sends them.
 *
 * @module
 */

import type { Command } from "commander";
import { type BitMatrix, type DataSet, selectData, selectRows } from "../../lib/mod.ts";
import { loadDataSet } from "../data_set_file.ts";
import { about, UsageError } from "../failure.ts";
import { loadRows } from "../formats/load.ts";
import { addReadingOptions, count, type ReadingFlags, readingOptions } from "../options.ts";
import { checkOut, writeWholeFile } from "../whole_file.ts";
import { writeOut } from "../terminal.ts";

/** The values of the options of `rote pack`. */
interface PackFlags extends ReadingFlags {
  readonly out: string;
  readonly force?: boolean;
  readonly unlabelled?: boolean;
  readonly test?: string;
  readonly testLabels?: string;
  readonly first?: number;
}

const EXAMPLE = `
Examples: a body to train on, and one to ask about its first three rows
  $ rote pack rows.csv --out training.bits
  $ rote pack rows.csv --unlabelled --first 3 --out question.bits

A body to train on is the rows, 8 bits a byte, the first feature in the least significant bit; then
one byte a row, the index of its class; then the same for the test rows. A body to ask about is the
rows alone.`;

/** Adds `rote pack`. */
export function addPack(program: Command): void {
  const command = program.command("pack")
    .description("Pack rows into the body of a request, and show how to send it.")
    .argument("<rows>", "file of rows")
    .requiredOption("--out <file>", "where the body goes")
    .option("--force", "replace the file that is there")
    .option("--unlabelled", "rows alone, for a prediction")
    .option("--first <n>", "take the first n rows only", count)
    .optionsGroup("Testing:")
    .option("--test <rows>", "file of rows to test on")
    .option("--test-labels <file>", "IDX: the labels of the test images");
  addReadingOptions(command).addHelpText("after", EXAMPLE).action(pack);
}

async function pack(rowsFile: string, flags: PackFlags): Promise<void> {
  await about(flags.out, () => checkOut(flags.out, flags.force ?? false));
  if (flags.unlabelled) await packQuestion(rowsFile, flags);
  else await packTraining(rowsFile, flags);
}

async function packQuestion(rowsFile: string, flags: PackFlags): Promise<void> {
  if (flags.test !== undefined) throw new UsageError("--test goes with labelled rows");
  const { rows } = await loadRows(rowsFile, readingOptions(flags, "optional"));
  const packed = selectRows(rows, indices(rows, flags.first));
  await about(flags.out, () => writeWholeFile(flags.out, packed.bytes));
  const what = `${packed.rows} row${packed.rows === 1 ? "" : "s"} of ${packed.columns} features`;
  await show(flags.out, what, "models/NAME/predict");
}

async function packTraining(rowsFile: string, flags: PackFlags): Promise<void> {
  const { out, first, test: testFile } = flags;
  const { data: all } = await loadDataSet(rowsFile, flags, flags.labels);
  const data = selectData(all, indices(all.rows, first));
  const test = testFile === undefined
    ? undefined
    : (await loadDataSet(testFile, flags, flags.testLabels, data.classes)).data;
  if (data.classes.some((name) => name.includes(","))) {
    throw new UsageError("A class name with a comma cannot be sent packed; rename it by --group");
  }
  const sets = test ? [data, test] : [data];
  const body = await new Blob(sets.flatMap(({ rows, labels }) => parts(rows, labels))).bytes();
  await about(out, () => writeWholeFile(out, body));
  const query = new URLSearchParams({
    model: "NAME",
    features: String(data.rows.columns),
    rows: String(data.rows.rows),
    ...(test ? { testRows: String(test.rows.rows) } : {}),
    classes: data.classes.join(","),
    // A network, which the service trains unless told otherwise, tells two classes apart.
    ...(data.classes.length > 2 ? { method: "boosted" } : {}),
  });
  await show(out, describe(data, test), `train?${query}`, " -H 'Prefer: wait=60'");
}

function parts(...arrays: (BitMatrix | Uint8Array)[]): Uint8Array<ArrayBuffer>[] {
  return arrays.map((part) => ("bytes" in part ? part.bytes : part) as Uint8Array<ArrayBuffer>);
}

function indices({ rows }: BitMatrix, first = rows): Uint32Array {
  return Uint32Array.from({ length: Math.min(first, rows) }, (_, row) => row);
}

function describe(data: DataSet, test: DataSet | undefined): string {
  const rows = `${data.rows.rows} rows of ${data.rows.columns} features with their labels`;
  return test ? `${rows}, and ${test.rows.rows} test rows` : rows;
}

async function show(out: string, what: string, path: string, header = ""): Promise<void> {
  await writeOut(`Packed ${what} into ${out}. Send it with

curl -sw '\\n' 'http://127.0.0.1:8000/v1/${path}' \\
  -H 'Content-Type: application/octet-stream'${header} --data-binary @${out}
`);
}
