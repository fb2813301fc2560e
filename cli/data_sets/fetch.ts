/**
 * Getting the files of a data set: what is there and right is left alone, the rest is downloaded and
 * checked, each file by itself or all in an archive.
 *
 * @module
 */

import { download, isRight, type RemoteFile } from "../download.ts";
import { about, InputError } from "../failure.ts";
import { startProgress } from "../progress.ts";
import { printable, writeOut } from "../terminal.ts";
import { PUBLIC_SETS, type PublicSetName } from "./public_sets.ts";
import { findSetFile } from "./set_file.ts";
import { type Archive, unpack } from "./unpack.ts";

/** What to get, from where, where to, and whom to tell about each file. */
export interface Fetching {
  readonly files: readonly RemoteFile[];
  /** What the files come in, if they come together. */
  readonly archive?: Archive | undefined;
  /** Folders on the web, each ending in a slash; the next one is tried if one fails. */
  readonly sources: readonly string[];
  readonly folder: string;
  /** Takes a line about each file; it goes to stdout by default. */
  readonly say?: (line: string) => void;
}

/**
 * Gets a public data set.
 *
 * @param folder is made if need be
 * @param options `sources` in place of the set's own, `say` as in {@linkcode Fetching}
 * @throws {FileError} naming the first file that could not be had, and what to do about it
 */
export async function fetchDataSet(
  name: PublicSetName,
  folder: string,
  options: Partial<Pick<Fetching, "sources" | "say">> = {},
): Promise<void> {
  const { files, archive, sources } = PUBLIC_SETS[name];
  await fetchFiles({ files, archive, sources, folder, ...options });
}

/**
 * Gets files into a folder.
 *
 * @throws {FileError} naming the first file that could not be had, and what to do about it
 */
export async function fetchFiles(fetching: Fetching): Promise<void> {
  const { files, archive, folder } = fetching;
  await about(folder, () => Deno.mkdir(folder, { recursive: true }));
  if (archive) return await fetchArchive(archive, fetching);
  for (const file of files) await fetchFile(file, fetching);
}

/** Downloads an archive, takes out the files that are not there yet, and removes it. */
async function fetchArchive(archive: Archive, fetching: Fetching): Promise<void> {
  const { files, folder, say = writeOut } = fetching;
  const missing: RemoteFile[] = [];
  for (const file of files) {
    const path = await about(folder, () => findSetFile(folder, file.name));
    const isThere = path !== undefined && await about(path, () => isRight(path, file));
    if (isThere) say(`${printable(path)}: already there\n`);
    else missing.push(file);
  }
  if (missing.length === 0) return;
  await fetchFile(archive, fetching);
  const path = `${folder}/${archive.name}`;
  const progress = startProgress(`unpacking ${archive.name}`);
  try {
    await about(path, () =>
      unpack(path, {
        inside: archive.inside,
        files: missing,
        folder,
        onProgress: (bytes) =>
          progress.update(bytes / archive.bytes, megabytes(bytes, archive.bytes)),
      }));
  } finally {
    progress.stop();
  }
  for (const { name } of missing) say(`${printable(`${folder}/${name}`)}: unpacked and checked\n`);
  await about(path, () => Deno.remove(path));
}

/** Downloads one file. */
async function fetchFile(
  file: RemoteFile,
  { sources, folder, say = writeOut }: Fetching,
): Promise<void> {
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

/** The faults of each source and what can be done. */
function adviceOn({ message }: InputError): InputError {
  const faults = message.split("\n").map((fault) => `  ${fault}\n`).join("");
  return new InputError(
    `It cannot be downloaded:\n${faults}` +
      `Run the command again to go on where it stopped, name another source with --from URL, or ` +
      `put the file there yourself.`,
  );
}

function megabytes(done: number, total: number): string {
  const inMegabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return total > 0 ? `${inMegabytes(done)} of ${inMegabytes(total)} MB` : `${inMegabytes(done)} MB`;
}
