/**
 * A study as a researcher runs it: a process of its own.
 *
 * @module
 */

const ROOT = new URL("../../../", import.meta.url).pathname;

/** Runs the study whose door is `main`, a path from the root, and waits for its end. */
export async function runStudy(
  main: string,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", `${ROOT}deno.json`, `${ROOT}${main}`, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
