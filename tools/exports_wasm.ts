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

/** A module: its source, and what it asks of the engine. */
interface Template {
  readonly entry: string;
  readonly flavour: keyof typeof FLAVOURS;
  /** What it is, in a sentence. */
  readonly about: string;
}

/** The module of each constant of the built file. */
const TEMPLATES: Readonly<Record<string, Template>> = {
  SIMD: { entry: "index.ts", flavour: "simd", about: "For networks, with 128-bit vectors." },
  RELAXED_SIMD: {
    entry: "index.ts",
    flavour: "relaxed-simd",
    about: "The same with relaxed vectors.",
  },
  BOOSTED_SIMD: {
    entry: "boosted/index.ts",
    flavour: "simd",
    about: "For boosted tables, with 128-bit vectors.",
  },
  BOOSTED_RELAXED_SIMD: {
    entry: "boosted/index.ts",
    flavour: "relaxed-simd",
    about: "The same with relaxed vectors.",
  },
  ENCODED_SIMD: {
    entry: "encoded/index.ts",
    flavour: "simd",
    about: "For networks behind an encoder, with 128-bit vectors.",
  },
  ENCODED_RELAXED_SIMD: {
    entry: "encoded/index.ts",
    flavour: "relaxed-simd",
    about: "The same with relaxed vectors.",
  },
  ENCODED_BOOSTED_SIMD: {
    entry: "encoded/boosted/index.ts",
    flavour: "simd",
    about: "For boosted tables behind an encoder, with 128-bit vectors.",
  },
  ENCODED_BOOSTED_RELAXED_SIMD: {
    entry: "encoded/boosted/index.ts",
    flavour: "relaxed-simd",
    about: "The same with relaxed vectors.",
  },
};

/**
 * Builds the file.
 *
 * @throws {Error} with the compiler's messages
 */
async function buildTemplate(): Promise<BuiltFiles> {
  const modules = await Promise.all(
    Object.values(TEMPLATES).map(({ entry, flavour }) =>
      assemble(LIB, `exports/wasm/assembly/${entry}`, FLAVOURS[flavour], [
        // A hundred bytes less, and as fast. Without bulk operations there is no count of data
        // segments that the exporter would have to raise.
        ...["--shrinkLevel", "1", "--disable", "bulk-memory"],
        ...["--initialMemory", String(OWN_PAGES), "--maximumMemory", String(MAX_PAGES)],
      ])
    ),
  );
  return { "template.ts": new TextEncoder().encode(embed(modules)) };
}

/** The TypeScript file with all modules inside. */
function embed(modules: readonly Uint8Array[]): string {
  const constants = Object.entries(TEMPLATES).map(([name, { about }], index) => {
    return `/** ${about} */\n${base64Constant(name, modules[index]!)}`;
  });
  return `/**
 * The code of the export target \`wasm\` as base64 text: modules that lack nothing but a blob. Built by
 * \`deno task kernels\`; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
${constants.join("\n")}`;
}

if (import.meta.main) {
  keep(await buildTemplate(), "lib/exports/wasm", "deno task kernels");
}
