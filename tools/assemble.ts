/**
 * Compiles AssemblyScript. The same sources give the same bytes on any machine.
 *
 * @module
 */

import asc from "assemblyscript/asc";

/** The flavours of WebAssembly, and what each asks of the engine. */
export const FLAVOURS = { "simd": ["simd"], "relaxed-simd": ["simd", "relaxed-simd"] };

/**
 * Compiles a module.
 *
 * @param root the folder that holds all sources
 * @param entry the first of them, from there
 * @param features what the engine is asked for
 * @param options further options of the compiler
 * @throws {Error} with the compiler's messages
 */
export async function assemble(
  root: URL,
  entry: string,
  features: readonly string[],
  options: readonly string[],
): Promise<Uint8Array> {
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main([
    entry,
    ...["-O3", "--converge", "--noAssert", "--runtime", "stub"],
    ...options,
    ...features.flatMap((feature) => ["--enable", feature]),
    ...["--outFile", "module.wasm"],
  ], {
    readFile: (name) => {
      try {
        return Deno.readTextFileSync(new URL(name, root));
      } catch {
        return null;
      }
    },
    writeFile: (_name, contents) => {
      module = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !module) throw new Error(`${error?.message}\n${stderr.toString()}`);
  return module;
}
