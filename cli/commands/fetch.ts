/**
 * `rote fetch`: a well-known data set from its public source, checked and resumable.
 *
 * @module
 */

import { Argument, type Command, InvalidArgumentError } from "commander";
import { download, type RemoteFile } from "../download.ts";
import { about, InputError } from "../failure.ts";
import { MNIST_FILES, MNIST_SOURCES } from "../mnist.ts";
import { startProgress } from "../progress.ts";
import { printable, writeOut } from "../terminal.ts";

/** The values of the options of `rote fetch`. */
interface FetchFlags {
  readonly to?: string;
  readonly from?: string;
}

const EXAMPLE = `
Example:
  $ rote fetch mnist

Files that are there and right are left alone. A download that broke off goes on where it stopped
when the command is run again. Each file takes its name only after its content was checked.`;

/** Adds `rote fetch`. */
export function addFetch(program: Command): void {
  program.command("fetch")
    .description("Download a public data set.")
    .addArgument(new Argument("<dataset>", "which one").choices(["mnist"]))
    .option("--to <folder>", 'where to put it (default: "data/mnist")')
    .option("--from <url>", "the folder on the web to take it from", folderUrl)
    .addHelpText("after", EXAMPLE)
    .action(async (dataset: string, { to = `data/${dataset}`, from }: FetchFlags) => {
      const sources = from === undefined ? MNIST_SOURCES : [from];
      await fetchFiles({ files: MNIST_FILES, sources, folder: to });
    });
}

/** What to download, from where, where to, and whom to tell about each file. */
export interface Fetching {
  readonly files: readonly RemoteFile[];
  readonly sources: readonly string[];
  readonly folder: string;
  readonly say?: (line: string) => void;
}

/**
 * Downloads files into a folder.
 *
 * @throws {FileError} naming the first file that could not be had, and what to do about it
 */
export async function fetchFiles(
  { files, sources, folder, say = writeOut }: Fetching,
): Promise<void> {
  await about(folder, () => Deno.mkdir(folder, { recursive: true }));
  for (const file of files) {
    const path = `${folder}/${file.name}`;
    const progress = startProgress(file.name);
    try {
      const isNew = await about(path, () =>
        download(file, {
          sources,
          folder,
          onProgress: (received, total) =>
            progress.update(total > 0 ? received / total : 0, megabytes(received, total)),
        }).catch((error) => {
          throw error instanceof InputError ? adviceOn(error) : error;
        }));
      progress.stop();
      say(`${printable(path)}: ${isNew ? "downloaded and checked" : "already there"}\n`);
    } finally {
      progress.stop();
    }
  }
}

/** The faults of each source and what can be done. */
function adviceOn({ message }: InputError): InputError {
  const faults = message.split("\n").map((fault) => `  ${fault}\n`).join("");
  return new InputError(
    `It cannot be downloaded:\n${faults}` +
      `Run the command again to go on where it stopped, name another source with --from URL, or ` +
      `put the file there yourself.`,
  );
}

function megabytes(received: number, total: number): string {
  const inMegabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return total > 0
    ? `${inMegabytes(received)} of ${inMegabytes(total)} MB`
    : `${inMegabytes(received)} MB`;
}

function folderUrl(text: string): string {
  const url = URL.parse(text.endsWith("/") ? text : `${text}/`);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new InvalidArgumentError("It is not an http or https URL.");
}
