/**
 * Builds the WebAssembly kernels: AssemblyScript in `lib/kernels/assembly/` to two modules in
 * `lib/kernels/wasm/`, and a TypeScript file with both inside, so that the engine can make them
 * without reading a file. The same sources give the same bytes on any machine; a test rebuilds them.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- a tool speaks to whoever runs it

import asc from "assemblyscript/asc";

/** The ways to run the kernels in WebAssembly, and what each asks of the engine. */
const FEATURES = { "simd": ["simd"], "relaxed-simd": ["simd", "relaxed-simd"] };

/** Most pages of 64 KiB that a memory may declare: all that 32 bits reach. */
const MAX_PAGES = 65_536;

const KERNELS = new URL("../lib/kernels/", import.meta.url);

/** What is built: file names below `lib/kernels/wasm/` and their bytes. */
export type BuiltFiles = Record<string, Uint8Array>;

/**
 * Builds all files.
 *
 * @throws {Error} with the compiler's messages
 */
export async function buildKernels(): Promise<BuiltFiles> {
  const files: BuiltFiles = {};
  for (const [name, features] of Object.entries(FEATURES)) {
    files[`${name}.wasm`] = await compile(features);
  }
  files["embedded.ts"] = new TextEncoder().encode(embed(files));
  return files;
}

/** Compiles the kernels for an engine with certain features. */
async function compile(features: string[]): Promise<Uint8Array> {
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main([
    "index.ts",
    ...["-O3", "--converge", "--noAssert", "--runtime", "stub", "--importMemory"],
    ...["--maximumMemory", String(MAX_PAGES)],
    ...features.flatMap((feature) => ["--enable", feature]),
    ...["--outFile", "kernels.wasm"],
  ], {
    readFile: (name) => {
      try {
        return Deno.readTextFileSync(new URL(`assembly/${name}`, KERNELS));
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

/** The TypeScript file with both modules inside. */
function embed(files: BuiltFiles): string {
  const constant = (name: string, file: string) =>
    `export const ${name} =\n  "${btoa(String.fromCharCode(...files[file]!))}";\n`;
  return `/**
 * The WebAssembly kernels as base64 text. Built by \`deno task kernels\`; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** \`simd.wasm\`: 128-bit vectors. */
${constant("SIMD", "simd.wasm")}
/** \`relaxed-simd.wasm\`: the same with relaxed vectors. */
${constant("RELAXED_SIMD", "relaxed-simd.wasm")}`;
}

if (import.meta.main) {
  const isCheck = Deno.args.includes("--check");
  for (const [name, bytes] of Object.entries(await buildKernels())) {
    const file = new URL(`wasm/${name}`, KERNELS);
    if (!isCheck) {
      Deno.writeFileSync(file, bytes);
      console.log(`lib/kernels/wasm/${name}: ${bytes.length} bytes`);
    } else if (!isSame(bytes, Deno.readFileSync(file))) {
      console.error(`lib/kernels/wasm/${name} is not what its sources give: deno task kernels`);
      Deno.exitCode = 1;
    }
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
