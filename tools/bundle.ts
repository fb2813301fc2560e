/**
 * Bundles a module and what it imports into one file of JavaScript for any runtime, as it is. Tests
 * take parts of the engine to other runtimes with it:
 * `deno run -A --config tools/deno.json tools/bundle.ts <entry> <out>`.
 *
 * @module
 */

import { build, stop } from "esbuild-wasm";

const [entry, out] = Deno.args;
if (!entry || !out) throw new Error("Usage: tools/bundle.ts <entry> <out>");
await build({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  format: "esm",
  target: "es2022",
});
await stop();
