/**
 * The target `c`: C99 without heap, that includes nothing but `<stdint.h>`. Either the model becomes
 * code, or its blob lies beside a reader that is the same for all models.
 *
 * @module
 */

import type { Network } from "../../network.ts";
import type { ExportedFile, Exporter } from "../exported.ts";
import { SourceText } from "../source_text.ts";
import { writeHeader } from "./header_file.ts";
import { READER_C, READER_H } from "./reader/embedded.ts";
import { writeSource } from "./source_file.ts";

/**
 * Exports a model as C.
 *
 * @returns `<model>.c`, which is whole by itself, and `<model>.h`, which declares what is in it; with
 *   `blob: "beside"` `rote_reader.c`, `rote_reader.h` and the blob as `<model>.rote`
 * @throws {RoteError} `export_too_large`
 */
export const exportC: Exporter<Network> = (source, { blob = "inline" }, maxBytes) => {
  let left = maxBytes;
  const file = (name: string, write: (text: SourceText) => void): ExportedFile => {
    const text = new SourceText(left);
    write(text);
    left -= text.length;
    return { name, type: "text/x-c", content: text.toString() };
  };
  if (blob === "inline") {
    return [
      file(`${source.model}.c`, (text) => writeSource(text, source)),
      file(`${source.model}.h`, (text) => writeHeader(text, source)),
    ];
  }
  left -= source.blob.length;
  return [
    file("rote_reader.c", (text) => text.add(...READER_C.trimEnd().split("\n"))),
    file("rote_reader.h", (text) => text.add(...READER_H.trimEnd().split("\n"))),
    { name: `${source.model}.rote`, type: "application/octet-stream", content: source.blob },
  ];
};
