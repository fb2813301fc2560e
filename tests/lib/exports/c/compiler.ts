/**
 * C as the tests compile it: C99, every warning an error, under the sanitizers. Files are shared out
 * to two compilers at a time.
 *
 * @module
 */
import type { ExportedFile } from "../../../../lib/exports/exported.ts";
import { runOk } from "../tools.ts";

/** The standard and the warnings, none of which may come up. */
export const STRICT = [
  ...["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"],
  ...["-Wmissing-prototypes", "-Wcast-qual", "-Werror"],
];

/** Ends the program at the first byte outside an object and at undefined behaviour. */
const SANITIZED = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/** The programs beside this file. */
export function driver(name: string): string {
  return new URL(`programs/${name}`, import.meta.url).pathname;
}

/** Writes exported files into a folder. */
export function writeFiles(folder: string, files: readonly ExportedFile[]): void {
  for (const { name, content } of files) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(`${folder}/${name}`, bytes);
  }
}

/**
 * Compiles sources into one program under the sanitizers.
 *
 * @returns its path
 */
export async function build(folder: string, sources: readonly string[]): Promise<string> {
  const options = [...STRICT, ...SANITIZED, `-I${folder}`];
  await Promise.all([0, 1].map(async (half) => {
    const own = sources.filter((_, index) => index % 2 === half);
    if (own.length > 0) await runOk("gcc", [...options, "-c", ...own], { cwd: folder });
  }));
  const objects = sources.map((path) => path.replace(/^.*\//, "").replace(/\.c$/, ".o"));
  await runOk("gcc", [...SANITIZED, "-o", "program", ...objects], { cwd: folder });
  return `${folder}/program`;
}
