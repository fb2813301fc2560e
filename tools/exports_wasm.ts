/**
 * Builds what the export target `wasm` puts a blob into: AssemblyScript in
 * `lib/exports/wasm/assembly/`, and the kernels that it takes from `lib/kernels/assembly/`, to a
 * TypeScript file with the modules inside. A test rebuilds it.
 *
 * @module
 */

import { assemble, FLAVOURS } from "./assemble.ts";
import { base64Constant, type BuiltFiles, keep } from "./built_files.ts";

/** Pages of 64 KiB that the code needs for itself; the exporter adds those of the blob. */
const OWN_PAGES = 1;
/** Most pages that the memory may grow to (2 GiB). */
const MAX_PAGES = 32_768;

const LIB = new URL("../lib/", import.meta.url);

/**
 * Builds the file.
 *
 * @throws {Error} with the compiler's messages
 */
export async function buildTemplate(): Promise<BuiltFiles> {
  const [simd, relaxed] = await Promise.all(
    [FLAVOURS["simd"], FLAVOURS["relaxed-simd"]].map((features) =>
      assemble(LIB, "exports/wasm/assembly/index.ts", features, [
        // A hundred bytes less, and as fast. Without bulk operations there is no count of data
        // segments that the exporter would have to raise.
        ...["--shrinkLevel", "1", "--disable", "bulk-memory"],
        ...["--initialMemory", String(OWN_PAGES), "--maximumMemory", String(MAX_PAGES)],
      ])
    ),
  );
  return { "template.ts": new TextEncoder().encode(embed(simd!, relaxed!)) };
}

/** The TypeScript file with both modules inside. */
function embed(simd: Uint8Array, relaxed: Uint8Array): string {
  return `/**
 * The code of the export target \`wasm\` as base64 text: modules that lack nothing but a blob. Built by
 * \`deno task kernels\`; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** With 128-bit vectors. */
${base64Constant("SIMD", simd)}
/** The same with relaxed vectors. */
${base64Constant("RELAXED_SIMD", relaxed)}`;
}

if (import.meta.main) {
  keep(await buildTemplate(), "lib/exports/wasm", "deno task kernels");
}
