/**
 * Runs a Verilog module and its test bench in Icarus Verilog.
 *
 * @module
 */
import type { ExportedFile } from "../../../../lib/exports/exported.ts";
import { type ProgramResult, run } from "../tools.ts";

/** What the compiler and the simulator said. */
export interface Simulation {
  /** Warnings of the compiler. */
  readonly warnings: string;
  /** The test bench's end. */
  readonly result: ProgramResult;
}

/** Compiles files as Verilog-2001 with all warnings, and runs them. */
export async function simulate(files: readonly ExportedFile[]): Promise<Simulation> {
  return await inFolder(files, async (folder) => {
    const names = files.map(({ name }) => name);
    const compiled = await run("iverilog", ["-g2001", "-Wall", "-o", "a.vvp", ...names], {
      cwd: folder,
    });
    if (compiled.code !== 0) throw new Error(`iverilog refused ${names}: ${compiled.stderr}`);
    const result = await run("vvp", ["-N", "a.vvp"], { cwd: folder });
    return { warnings: compiled.stdout + compiled.stderr, result };
  });
}

/** Does something with files in a folder of their own. */
export async function inFolder<T>(
  files: readonly ExportedFile[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const { name, content } of files) {
      if (typeof content === "string") await Deno.writeTextFile(`${folder}/${name}`, content);
      else await Deno.writeFile(`${folder}/${name}`, content);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
