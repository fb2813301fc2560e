/**
 * The size on disk of what a user installs for a peer: its packages and all they depend on, as
 * `deno install` puts them into a fresh node_modules folder. npm puts the same files there, some of
 * them twice: its sum is at most 2 % above. The peers' own versions are pinned, what they depend on
 * is the newest that fits, as for any user.
 *
 * @module
 */

import { pathOf } from "../paths.ts";
import config from "./deno.json" with { type: "json" };

/** The version of a package among this folder's imports. */
export function versionOf(name: string): string {
  const specifier = (config.imports as Record<string, string>)[name];
  if (!specifier) throw new Error(`${name} is not among the imports of deno.json`);
  return specifier.slice(specifier.lastIndexOf("@") + 1);
}

/**
 * Installs packages into a temporary folder and adds up the sizes of all files; for no packages the
 * sizes of the files of Rote's `lib/`.
 */
export async function installedBytes(packages: readonly string[]): Promise<number> {
  if (packages.length === 0) return await folderBytes(pathOf("../lib"));
  return await withInstalled(packages, folderBytes);
}

/** Installs packages into a temporary folder, and gives the path of its node_modules to a function. */
export async function withInstalled<Result>(
  packages: readonly string[],
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await Deno.makeTempDir({ prefix: "rote-peer-" });
  try {
    const dependencies = Object.fromEntries(packages.map((name) => [name, versionOf(name)]));
    await Deno.writeTextFile(`${folder}/package.json`, JSON.stringify({ dependencies }));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["install", "--quiet", "--node-modules-dir=auto", "--no-lock"],
      cwd: folder,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) {
      throw new Error(`Cannot install ${packages.join(", ")}: ${new TextDecoder().decode(stderr)}`);
    }
    return await use(`${folder}/node_modules`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Sums the files below a folder; links count nothing, as each file has one place. */
async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) bytes += await folderBytes(path);
    else if (isFile) bytes += (await Deno.stat(path)).size;
  }
  return bytes;
}
