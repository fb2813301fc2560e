/**
 * Programs of other people that tests of the exports run: compilers, simulators, runtimes. A test
 * whose program is absent is skipped and says which.
 *
 * @module
 */

/** Where a program is, or undefined. */
export function findProgram(name: string): string | undefined {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    try {
      const path = `${folder}/${name}`;
      if (folder !== "" && Deno.statSync(path).isFile) return path;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** What to add to a test's name and options if one of these programs is absent. */
export function needing(...programs: string[]): { reason: string; ignore: boolean } {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  return {
    reason: missing.length > 0 ? ` (skipped: there is no ${missing.join(", no ")})` : "",
    ignore: missing.length > 0,
  };
}

/** What a program did. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<ProgramResult> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...options,
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs a program and throws with what it said if it fails. */
export async function runOk(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<ProgramResult> {
  const result = await run(program, args, options);
  if (result.code === 0) return result;
  throw new Error(
    `${program} ${args.join(" ")} ended with ${result.code}\n${result.stdout}${result.stderr}`,
  );
}
