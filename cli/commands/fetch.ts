/**
 * `rote fetch`: a well-known data set from its public source, checked and resumable.
 *
 * @module
 */

import { Argument, type Command, InvalidArgumentError } from "commander";
import { fetchDataSet } from "../data_sets/fetch.ts";
import { PUBLIC_SETS, type PublicSetName } from "../data_sets/public_sets.ts";

/** The values of the options of `rote fetch`. */
interface FetchFlags {
  readonly to?: string;
  readonly from?: string;
}

const EXAMPLE = `
Examples:
  $ rote fetch mnist
  $ rote fetch cifar10 --to /tmp/cifar10

mnist is four IDX files, 12 MB, that rote train and rote pack read. cifar10 is six files of binary
records, 184 MB (the archive that they come in: 170 MB), for programs that train on images; rote
train does not read them.

Files that are there and right are left alone. A download that broke off goes on where it stopped
when the command is run again. Each file takes its name only after its content was checked.`;

/** Adds `rote fetch`. */
export function addFetch(program: Command): void {
  program.command("fetch")
    .description("Download a public data set.")
    .addArgument(new Argument("<dataset>", "which one").choices(Object.keys(PUBLIC_SETS)))
    .option("--to <folder>", 'where to put it (default: "data/<dataset>")')
    .option("--from <url>", "the folder on the web to take it from", folderUrl)
    .addHelpText("after", EXAMPLE)
    .action(async (dataset: PublicSetName, { to = `data/${dataset}`, from }: FetchFlags) => {
      await fetchDataSet(dataset, to, from === undefined ? {} : { sources: [from] });
    });
}

function folderUrl(text: string): string {
  const url = URL.parse(text.endsWith("/") ? text : `${text}/`);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new InvalidArgumentError("It is not an http or https URL.");
}
