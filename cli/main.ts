/**
 * The command line: `rote train`, `predict`, `inspect`, `export`, `pack`, `fetch`, `backup`. One file a
 * command; this one puts them together and turns whatever happens into an exit code.
 *
 * @module
 */

import { Command, CommanderError } from "commander";
import config from "../deno.json" with { type: "json" };
import { addBackup } from "./commands/backup.ts";
import { addExport } from "./commands/export.ts";
import { addFetch } from "./commands/fetch.ts";
import { addInspect } from "./commands/inspect.ts";
import { addPack } from "./commands/pack.ts";
import { addPredict } from "./commands/predict.ts";
import { addTrain } from "./commands/train.ts";
import { describeFailure, EXIT } from "./failure.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { writeErr, writeOut } from "./terminal.ts";

const FLOW = `
  rote fetch mnist                      gets rows; or bring your own: CSV, IDX or PLA
  rote train rows.csv --out my.rote     trains a network of lookup tables on them
  rote predict my.rote new.csv          gives a label and a score for each row
  rote export my.rote --target c        writes it as code that runs elsewhere`;

const EXIT_CODES = `
Exit codes: 0 done; 1 a file or the network is at fault; 2 the command line is at fault;
130 interrupted. Results go to stdout, everything else to stderr.

rote <command> --help explains a command and has an example.`;

/** Runs the command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("rote")
    .description("Trains classifiers by memorization and predicts by table lookups.")
    .version(config.version)
    .exitOverride()
    .showHelpAfterError("rote --help lists the commands; rote <command> --help explains one.")
    .configureOutput({
      writeOut,
      writeErr,
      outputError: (text, write) => write(text.replace(/^error: /, "rote: ")),
    })
    .addHelpText("after", FLOW + "\n" + EXIT_CODES);
  addFetch(program);
  addTrain(program);
  addPredict(program);
  addInspect(program);
  addExport(program);
  addPack(program);
  addBackup(program);
  try {
    await program.parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    // The reader of stdout has seen enough.
    if (error instanceof Deno.errors.BrokenPipe) return EXIT.done;
    const { text, exitCode } = describeFailure(error);
    writeErr(text);
    return exitCode;
  }
}

if (import.meta.main) {
  listenForInterrupt();
  Deno.exit(await main(Deno.args));
}
