/**
 * The target `es-module`: one module without dependencies, with the blob inside, and its types; or the
 * edge runtime by itself, for a blob that lies beside it.
 *
 * @module
 */

import { isEncoded, type Model } from "../../any_model.ts";
import type { ExportedFile, Exporter, ExportSource } from "../exported.ts";
import { asciiJson, headerLines } from "../header.ts";
import { fileNameOf } from "../names.ts";
import { SourceText } from "../source_text.ts";
import { encodeBase64 } from "./base64.ts";
import { addModuleDeclarations, addRuntimeDeclarations } from "./declarations.ts";
import { runtimesOf } from "./runtimes.ts";

/** Makes the module of a model of any kind, and its types. */
export const exportEsModule: Exporter = (source, { blob = "inline" }, maxBytes) => {
  const { model, name } = source;
  const base = fileNameOf(name);
  const { inline, loading, loadingName } = runtimesOf(model);
  const text = new SourceText(blob === "inline" ? maxBytes : maxBytes - source.blob.length);
  if (blob === "inline") {
    text.expect(source.blob.length * 4 / 3);
    text.add(...comment(source, "a predictor in JavaScript"), typesLine(base));
    text.add(inline, openLine(source));
    text.add(
      `export const model = ${asciiJson(name)};`,
      `export const version = "${source.version}";`,
      `export const { ${namesOf(model)}, predict, predictBatch } = opened;`,
    );
    // Types of bits are few and always the same; those of values have a line for each column.
    const types = new SourceText(isEncoded(model) ? maxBytes - text.length : maxBytes);
    addModuleDeclarations(types, model);
    return files(base, text, types);
  }
  text.add(
    "// Rote's edge runtime: loadModel(blob) reads a model and gives predict() and predictBatch().",
    "// Licence: this file, made by Rote, is yours, to use under any terms.",
    typesLine(loadingName),
    loading,
    "export { loadModel, RoteError };",
  );
  const types = new SourceText(Infinity);
  addRuntimeDeclarations(types, isEncoded(model));
  return [
    ...files(loadingName, text, types),
    { name: `${base}.rote`, type: "application/octet-stream", content: source.blob },
  ];
};

/** What a module tells of its model. */
function namesOf(model: Model): string {
  return isEncoded(model) ? "columns, features, classes" : "features, classes";
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
export function openLine({ blob, model }: ExportSource): string {
  return `const opened = open("${encodeBase64(blob)}", ${asciiJson(model.classes)});`;
}

/** A module and its types. */
export function files(name: string, text: SourceText, types: SourceText): ExportedFile[] {
  return [
    { name: `${name}.mjs`, type: "text/javascript", content: text.toString() },
    { name: `${name}.d.mts`, type: "text/plain", content: types.toString() },
  ];
}
