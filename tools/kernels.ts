/**
 * Builds the WebAssembly kernels: what reads and writes their records, from `kernel_records.ts`; then
 * AssemblyScript in `lib/kernels/assembly/` to two modules in `lib/kernels/wasm/`, and a TypeScript
 * file with both inside, so that the engine can make them without reading a file. A test rebuilds them.
 *
 * @module
 */

import { assemble, FLAVOURS } from "./assemble.ts";
import { base64Constant, type BuiltFiles, keep } from "./built_files.ts";
import { RECORDS, type RecordTable } from "./kernel_records.ts";
import { assemblyScriptOf, typeScriptOf } from "./record_source.ts";

/** Most pages of 64 KiB that a memory may declare: all that 32 bits reach. */
const MAX_PAGES = 65_536;

const ASSEMBLY = new URL("../lib/kernels/assembly/", import.meta.url);

/** A file for each record. */
function sourcesOfRecords(source: (record: RecordTable) => string): BuiltFiles {
  const files = Object.entries(RECORDS).map(([name, record]) =>
    [`${name}.ts`, new TextEncoder().encode(source(record))] as const
  );
  return Object.fromEntries(files);
}

/**
 * Builds the modules from the sources that are there.
 *
 * @throws {Error} with the compiler's messages
 */
async function buildKernels(): Promise<BuiltFiles> {
  const files: BuiltFiles = {};
  for (const [name, features] of Object.entries(FLAVOURS)) {
    files[`${name}.wasm`] = await assemble(ASSEMBLY, "index.ts", features, [
      ...["--importMemory", "--maximumMemory", String(MAX_PAGES)],
    ]);
  }
  files["embedded.ts"] = new TextEncoder().encode(embed(files));
  return files;
}

/** The TypeScript file with both modules inside. */
function embed(files: BuiltFiles): string {
  return `/**
 * The WebAssembly kernels as base64 text. Built by \`deno task kernels\`; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** \`simd.wasm\`: 128-bit vectors. */
${base64Constant("SIMD", files["simd.wasm"]!)}
/** \`relaxed-simd.wasm\`: the same with relaxed vectors. */
${base64Constant("RELAXED_SIMD", files["relaxed-simd.wasm"]!)}`;
}

if (import.meta.main) {
  keep(sourcesOfRecords(typeScriptOf), "lib/kernels/records", "deno task kernels");
  keep(sourcesOfRecords(assemblyScriptOf), "lib/kernels/assembly/records", "deno task kernels");
  keep(await buildKernels(), "lib/kernels/wasm", "deno task kernels");
}
