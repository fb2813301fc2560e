/**
 * Builds the JavaScript that goes into exports: `lib/edge/` and `lib/exports/javascript/runtime/`
 * bundled by esbuild and made small by terser, as text in a TypeScript file, so that the engine can
 * export without reading files. The same sources give the same bytes; a test rebuilds them.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild-wasm";
import { minify } from "terser";
import { type BuiltFiles, keep } from "./built_files.ts";

const ROOT = new URL("../", import.meta.url);

const SOURCES = new URL("lib/exports/javascript/runtime/", ROOT);

/** For each constant of the built file what it is and where its source is. */
const RUNTIMES = {
  INLINE: ["`open(base64, classes)`", "inline.ts"],
  LOADING: ["`loadModel(blob)` and `RoteError`", "loading.ts"],
  INLINE_WORKER: ["`open` and `createHandler`", "inline_worker.ts"],
  LOADING_WORKER: ["`serve(blob, name)`", "loading_worker.ts"],
} as const;

/** The kinds of models that read bits: what stands in front of the constants, and their folder. */
const KINDS = {
  "": "network",
  "VOTING_": "voting",
  "PAIRWISE_": "pairwise",
  "BOOSTED_": "boosted",
} as const;

/** The folder of what stands in front of each of them, for models of numbers and categories. */
const ENCODED = "encoded";

/** Fields that callers never see; their names are made short. */
const INTERNAL = [
  ...["layers", "arity", "width", "wires", "tables", "margins", "metadata"],
  ...["columns", "stride", "bytes"],
  ...["magic", "flags", "head", "layerTable", "textLength", "textAt", "marginsAt", "checksumAt"],
  ...["wireBits", "wiresAt", "tableBits", "tablesAt"],
  ...["splits", "scale", "kind", "splitsAt", "entriesAt", "reserved"],
  ...["pairs", "low", "high"],
];

/** Those of them that callers do see where a model has columns. */
const COLUMN_FIELDS = ["columns", "kind"];

/** Builds the file. */
export async function buildRuntimes(): Promise<BuiltFiles> {
  const constants: string[] = [];
  for (const isEncoded of [false, true]) {
    for (const [kindPrefix, kind] of Object.entries(KINDS)) {
      for (const [name, [about, source]] of Object.entries(RUNTIMES)) {
        const code = await compile(fileURLToPath(new URL(source, SOURCES)), kind, isEncoded);
        const prefix = `${isEncoded ? "ENCODED_" : ""}${kindPrefix}`;
        const whom = isEncoded ? `${ENCODED} ${kind}` : kind;
        constants.push(
          `/** For ${whom}: ${about}, ${code.length} bytes. */\nexport const ${prefix}${name} =\n  ${
            JSON.stringify(code)
          };\n`,
        );
      }
    }
  }
  await stop();
  return { "runtimes.ts": new TextEncoder().encode(embed(constants)) };
}

/** The TypeScript file with all runtimes. */
function embed(constants: readonly string[]): string {
  return `/**
 * The code that exports in JavaScript bring along. Built by \`deno task embed\`; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
${constants.join("\n")}`;
}

/**
 * Compiles a module and what it imports to a few kilobytes of code that declare its exports.
 *
 * @param kind the kind of models whose folder takes the place of that of networks
 * @param isEncoded whether an encoder stands in front of it
 */
async function compile(entry: string, kind: string, isEncoded: boolean): Promise<string> {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "ascii",
    write: false,
    plugins: [{
      name: "kind",
      setup: ({ onResolve }) => {
        // Entries ask for "./network/", and the encoder's folder for "../network/". The engine has a
        // folder of that name, too.
        onResolve({ filter: /^\.\.?\/network\// }, ({ path, importer }) => {
          if (!importer.startsWith(fileURLToPath(SOURCES))) return undefined;
          const folder = isEncoded && path.startsWith("./") ? ENCODED : kind;
          const file = path.replace(/^\.+\/network/, folder);
          return { path: fileURLToPath(new URL(file, SOURCES)) };
        });
      },
    }],
  });
  // esbuild declares whatever is at the top by "var"; nothing there is ever assigned again.
  const source = bundle.outputFiles[0]!.text.replace(/^var /gm, "const ");
  const internal = INTERNAL.filter((field) => !isEncoded || !COLUMN_FIELDS.includes(field));
  const { code } = await minify(source, {
    module: true,
    ecma: 2020,
    // Statements stay statements, and constants constant: linters read this, too.
    compress: { passes: 3, inline: 1, sequences: false, booleans: false },
    mangle: { properties: { builtins: true, regex: new RegExp(`^(?:${internal.join("|")})$`) } },
    format: { ascii_only: true, comments: false },
  });
  return declareExports(code!);
}

/** Turns the list of exports at the end into declarations: what it exports is used further down. */
function declareExports(code: string): string {
  return code.replace(/export\{([^}]*)\};?$/, (_, list: string) =>
    list.split(",").map((item) => {
      const [local, name = local] = item.split(" as ");
      return local === name ? "" : `const ${name}=${local};`;
    }).join(""));
}

if (import.meta.main) {
  keep(await buildRuntimes(), "lib/exports/javascript/built", "deno task embed");
}
