/**
 * `rote export`: a model as code for another runtime, file by file into a folder.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import { type Command, Option } from "commander";
import {
  type BitMatrix,
  EXPORT_TARGET_NAMES,
  EXPORT_TARGETS,
  type ExportedFile,
  exportModel,
  type ExportOptions,
  type ExportTargetName,
  isEncoded,
  type Model,
  refuse,
} from "../../lib/mod.ts";
import { checkName, versionOf } from "../../models/names.ts";
import { about, InputError, UsageError } from "../failure.ts";
import { loadRows } from "../formats/load.ts";
import { readModel } from "../model_file.ts";
import { addReadingOptions, type ReadingFlags, readingOptions } from "../options.ts";
import { alignPairs, printable, writeOut } from "../terminal.ts";
import { checkOut, writeWholeFile } from "../whole_file.ts";

/** The values of the options of `rote export`. */
interface ExportFlags extends ReadingFlags, Omit<ExportOptions, "rows"> {
  readonly target: ExportTargetName;
  readonly out: string;
  readonly name?: string;
  readonly force?: boolean;
  readonly rows?: string;
}

/** What the options of an export are called here. */
const OPTIONS: Readonly<Record<keyof ExportOptions, string>> = {
  blob: "--blob",
  pipeline: "--pipeline",
  relaxedSimd: "--relaxed-simd",
  rows: "--rows",
};

const TARGETS = alignPairs(EXPORT_TARGET_NAMES.map((name) => [name, EXPORT_TARGETS[name].about]));

const EXAMPLE = `
Targets:
${TARGETS}
Examples: a C file, and a circuit with its test bench
  $ rote export digits.rote --target c
  $ rote export digits.rote --target verilog --out fpga --pipeline

The files are yours, to use under any terms you like. The same model and options give the same
bytes. Each file is written whole or not at all, and none is if one of them is there already.`;

/** Adds `rote export`. */
export function addExport(program: Command): void {
  const command = program.command("export")
    .description("Export a model as code for another runtime.")
    .argument("<model>", "model that rote train wrote")
    .addOption(
      new Option("--target <target>", "what to make of it").choices(EXPORT_TARGET_NAMES)
        .makeOptionMandatory(),
    )
    .option("--out <folder>", "where the files go; made if it is not there", ".")
    .option("--name <name>", "what the model is called (default: its file, without .rote)")
    .option("--force", "replace files that are there")
    .optionsGroup("Options of targets:")
    .addOption(
      new Option("--blob <where>", takenBy("blob", "the model in the code, or beside it"))
        .choices(["inline", "beside"]),
    )
    .option("--pipeline", takenBy("pipeline", "a register after each layer"))
    .option("--relaxed-simd", takenBy("relaxedSimd", "relaxed vectors, for hosts that have them"))
    .option("--rows <file>", takenBy("rows", "rows for the test bench, in place of made-up ones"));
  addReadingOptions(command).addHelpText("after", EXAMPLE).action(writeExport);
}

/** What an option is, and which targets take it. */
function takenBy(option: keyof ExportOptions, words: string): string {
  return `${EXPORT_TARGET_NAMES.filter((name) => takes(name, option)).join(", ")}: ${words}`;
}

function takes(target: ExportTargetName, option: keyof ExportOptions): boolean {
  return (EXPORT_TARGETS[target].takes as readonly string[]).includes(option);
}

async function writeExport(modelFile: string, flags: ExportFlags): Promise<void> {
  const { target, out, force = false } = flags;
  checkOptions(flags);
  const name = nameOf(modelFile, flags.name);
  await about(out, () => checkFolder(out));
  const { model, blob } = await readModel(modelFile);
  const source = { name, version: await versionOf(blob), blob, model };
  const options = await readOptions(flags, model, modelFile);
  const files = await about(modelFile, () => exportModel(source, target, options));
  await writeFiles(out, files, force);
}

/** Refuses an option that the target does not take, before anything is read. */
function checkOptions(flags: ExportFlags): void {
  for (const option of Object.keys(OPTIONS) as (keyof ExportOptions)[]) {
    if (flags[option] === undefined || takes(flags.target, option)) continue;
    throw new UsageError(`--target ${flags.target} does not take ${OPTIONS[option]}`);
  }
}

/** The name of the model, which files and identifiers are called after. */
function nameOf(modelFile: string, given: string | undefined): string {
  const name = given ?? basename(modelFile, ".rote");
  try {
    checkName(name);
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(
      given === undefined ? `${message}; --name gives it one` : `--name: ${message}`,
    );
  }
  return name;
}

async function readOptions(
  flags: ExportFlags,
  model: Model,
  modelFile: string,
): Promise<ExportOptions> {
  const { blob, pipeline, relaxedSimd, rows: rowsFile } = flags;
  return {
    ...(blob === undefined ? {} : { blob }),
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(relaxedSimd === undefined ? {} : { relaxedSimd }),
    ...(rowsFile === undefined ? {} : { rows: await readRows(rowsFile, flags, model, modelFile) }),
  };
}

async function readRows(
  rowsFile: string,
  flags: ExportFlags,
  model: Model,
  modelFile: string,
): Promise<BitMatrix> {
  const { features } = model;
  const cells = isEncoded(model) ? model.encoder : "bits";
  const { rows } = await loadRows(rowsFile, { ...readingOptions(flags, "optional"), cells });
  if (rows.columns === features) return rows;
  return await about(rowsFile, () => {
    throw refuse(
      rows.columns < features ? "row_too_short" : "row_too_long",
      `The rows have ${rows.columns} features, and ${modelFile} reads ${features}`,
    );
  });
}

/** Refuses what is no folder, or could not become one. */
async function checkFolder(folder: string): Promise<void> {
  if (await isThere(folder)) {
    if (!(await Deno.stat(folder)).isDirectory) throw new InputError("It is not a folder");
  } else {
    const parent = dirname(folder);
    await about(parent, () => Deno.stat(parent));
  }
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, (error) => {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  });
}

async function writeFiles(
  folder: string,
  files: readonly ExportedFile[],
  force: boolean,
): Promise<void> {
  const encoder = new TextEncoder();
  const parts = files.map(({ name, content }) => ({
    path: join(folder, name),
    bytes: typeof content === "string" ? encoder.encode(content) : content,
  }));
  if (!(await isThere(folder))) await about(folder, () => Deno.mkdir(folder));
  for (const { path } of parts) await about(path, () => checkOut(path, force));
  for (const { path, bytes } of parts) await about(path, () => writeWholeFile(path, bytes));
  const width = Math.max(...parts.map(({ path }) => printable(path).length));
  writeOut(
    parts.map(({ path, bytes }) => `${printable(path).padEnd(width)}  ${bytes.length} bytes\n`)
      .join(""),
  );
}
