/**
 * Runs a tool that builds committed files with `--check`, in a process of its own because tools have a
 * configuration of their own.
 *
 * @module
 */

/** The root of the repository. */
export const ROOT = new URL("../../", import.meta.url).pathname;

/** Builds the files of a repository, or a copy of it, and compares them with those there. */
export async function check(
  tool: string,
  root: string,
): Promise<{ code: number; stderr: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", "tools/deno.json", `tools/${tool}`, "--check"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stderr } = await command.output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

/** Makes a copy of the folders that tools read; whoever asks for it removes it. */
export async function copyRepository(...folders: string[]): Promise<string> {
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
