/**
 * The target `es-module`: one module without dependencies, with the blob inside, and its types; or the
 * edge runtime by itself, for a blob that lies beside it.
 *
 * @module
 */

import type { BoostedTables } from "../../boosted/boosted_tables.ts";
import type { Network } from "../../network.ts";
import type { ExportedFile, Exporter, ExportSource } from "../exported.ts";
import { asciiJson, headerLines } from "../header.ts";
import { SourceText } from "../source_text.ts";
import { encodeBase64 } from "./base64.ts";
import { MODULE_DECLARATIONS, RUNTIME_DECLARATIONS } from "./declarations.ts";
import { BOOSTED_RUNTIMES, NETWORK_RUNTIMES, type Runtimes } from "./runtimes.ts";

/** Makes the module of a network and its types. */
export const exportEsModule: Exporter<Network> = exporterOf(NETWORK_RUNTIMES);

/** Makes the module of boosted tables and its types. */
export const exportBoostedEsModule: Exporter<BoostedTables> = exporterOf(BOOSTED_RUNTIMES);

function exporterOf({ inline, loading, loadingName }: Runtimes): Exporter {
  return (source, { blob = "inline" }, maxBytes) => {
    const text = new SourceText(blob === "inline" ? maxBytes : maxBytes - source.blob.length);
    if (blob === "inline") {
      text.expect(source.blob.length * 4 / 3);
      text.add(...comment(source, "a predictor in JavaScript"), typesLine(source.model));
      text.add(inline, openLine(source));
      text.add(
        `export const model = ${asciiJson(source.model)};`,
        `export const version = "${source.version}";`,
        "export const { features, classes, predict, predictBatch } = opened;",
      );
      return files(source.model, text, MODULE_DECLARATIONS);
    }
    text.add(
      "// Rote's edge runtime: loadModel(blob) reads a model and gives predict() and predictBatch().",
      "// Licence: this file, made by Rote, is yours, to use under any terms.",
      typesLine(loadingName),
      loading,
      "export { loadModel, RoteError };",
    );
    return [
      ...files(loadingName, text, RUNTIME_DECLARATIONS),
      { name: `${source.model}.rote`, type: "application/octet-stream", content: source.blob },
    ];
  };
}

/** The header as a comment of JavaScript. */
export function comment(source: ExportSource, what: string): string[] {
  return headerLines(source, what).map((line) => `// ${line}`);
}

/** Where the types of a module are, for Deno; TypeScript looks there by itself. */
export function typesLine(name: string): string {
  return `// @ts-self-types="./${name}.d.mts"`;
}

/** The line that makes the model of its blob. */
export function openLine({ blob, network }: ExportSource): string {
  return `const opened = open("${encodeBase64(blob)}", ${asciiJson(network.classes)});`;
}

/** A module and its types. */
export function files(name: string, text: SourceText, declarations: string): ExportedFile[] {
  return [
    { name: `${name}.mjs`, type: "text/javascript", content: text.toString() },
    { name: `${name}.d.mts`, type: "text/plain", content: declarations },
  ];
}
