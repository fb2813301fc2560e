/**
 * Files that are built and committed all the same, so that nobody needs the tools to use them.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- a tool speaks to whoever runs it

/** Names of files and their bytes. */
export type BuiltFiles = Record<string, Uint8Array>;

/** The root of the repository. */
const ROOT = new URL("../", import.meta.url);

/**
 * Writes built files; with `--check` on the command line, tells instead which ones differ from what
 * is there, and the process then ends with 1.
 *
 * @param folder where they belong, from the root
 * @param task what builds them
 */
export function keep(files: BuiltFiles, folder: string, task: string): void {
  const isCheck = Deno.args.includes("--check");
  for (const [name, bytes] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    if (!isCheck) {
      Deno.writeFileSync(new URL(path, ROOT), bytes);
      console.log(`${path}: ${bytes.length} bytes`);
    } else if (!isSame(bytes, Deno.readFileSync(new URL(path, ROOT)))) {
      console.error(`${path} is not what its sources give: ${task}`);
      Deno.exitCode = 1;
    }
  }
}

/** A constant of a TypeScript file with bytes as base64 text. */
export function base64Constant(name: string, bytes: Uint8Array): string {
  return `export const ${name} =\n  "${btoa(String.fromCharCode(...bytes))}";\n`;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
