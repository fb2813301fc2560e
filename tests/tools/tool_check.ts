/**
 * Runs a tool that builds committed files with `--check`, in a process of its own because tools have a
 * configuration of their own.
 *
 * @module
 */
import { assertNotEquals, assertStringIncludes } from "@std/assert";

/** The root of the repository. */
export const ROOT = new URL("../../", import.meta.url).pathname;

/** How a tool ended. */
export interface Checked {
  readonly code: number;
  readonly stderr: string;
}

/** Builds the files of a repository, or a copy of it, and compares them with those there. */
export function check(tool: string, root: string): Promise<Checked> {
  return runTool(["--config", "tools/deno.json", `tools/${tool}`, "--check"], root);
}

/** Runs a tool. */
export async function runTool(args: readonly string[], root: string): Promise<Checked> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stderr } = await command.output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

/**
 * Asserts that a tool reads a source: a copy of the repository in which it is none that can be read is
 * refused, before anything is built.
 */
export async function assertReads(
  tool: string,
  source: string,
  ...folders: readonly string[]
): Promise<void> {
  const copy = await copyRepository(...folders);
  try {
    await Deno.writeTextFile(`${copy}/${source}`, "no source (\n", { append: true });
    const { code, stderr } = await check(tool, copy);
    assertNotEquals(code, 0);
    assertStringIncludes(stderr, source.split("/").at(-1)!);
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

/** Makes a copy of the folders that tools read. */
async function copyRepository(...folders: readonly string[]): Promise<string> {
  const copy = await Deno.makeTempDir();
  for (const folder of folders) await copyFolder(`${ROOT}/${folder}`, `${copy}/${folder}`);
  return copy;
}

/** Copies a folder and all that is in it. */
async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
