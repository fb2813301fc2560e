/**
 * The target `c`: C99 without heap, that includes nothing but `<stdint.h>`. Either the model becomes
 * code, or its blob lies beside a reader that is the same for all models of its kind.
 *
 * @module
 */

import type { BoostedTables } from "../../boosted/boosted_tables.ts";
import type { Model } from "../../model.ts";
import type { Network } from "../../network.ts";
import type { ExportedFile, Exporter } from "../exported.ts";
import { SourceText } from "../source_text.ts";
import { writeBoostedDeclarations } from "./boosted/declarations.ts";
import { writeBoosted } from "./boosted/source.ts";
import { writeDeclarations } from "./declarations.ts";
import { type WriteDeclarations, writeHeader } from "./header_file.ts";
import { writeNetwork } from "./network_source.ts";
import { BOOSTED_C, BOOSTED_H, READER_C, READER_H } from "./reader/embedded.ts";
import { type WriteModel, writeSource } from "./source_file.ts";

/** What C is written for a kind of models. */
interface Parts<Of extends Model> {
  readonly writeDeclarations: WriteDeclarations<Of>;
  readonly writeModel: WriteModel<Of>;
  /** The reader of its blobs: what it is called, and its source and header. */
  readonly reader: readonly [name: string, source: string, header: string];
}

/**
 * Exports a network as C.
 *
 * @returns `<model>.c`, which is whole by itself, and `<model>.h`, which declares what is in it; with
 *   `blob: "beside"` `rote_reader.c`, `rote_reader.h` and the blob as `<model>.rote`
 * @throws {RoteError} `export_too_large`
 */
export const exportC: Exporter<Network> = exporterOf<Network>({
  ...{ writeDeclarations, writeModel: writeNetwork },
  reader: ["rote_reader", READER_C, READER_H],
});

/** The same for boosted tables, with `rote_boosted.c` and `rote_boosted.h` as their reader. */
export const exportBoostedC: Exporter<BoostedTables> = exporterOf<BoostedTables>({
  ...{ writeDeclarations: writeBoostedDeclarations, writeModel: writeBoosted },
  reader: ["rote_boosted", BOOSTED_C, BOOSTED_H],
});

function exporterOf<Of extends Model>(
  { writeDeclarations, writeModel, reader: [reader, readerSource, readerHeader] }: Parts<Of>,
): Exporter<Of> {
  return (source, { blob = "inline" }, maxBytes) => {
    let left = maxBytes;
    const file = (name: string, write: (text: SourceText) => void): ExportedFile => {
      const text = new SourceText(left);
      write(text);
      left -= text.length;
      return { name, type: "text/x-c", content: text.toString() };
    };
    const { model } = source;
    if (blob === "inline") {
      return [
        file(`${model}.c`, (text) => writeSource(text, source, writeDeclarations, writeModel)),
        file(`${model}.h`, (text) => writeHeader(text, source, writeDeclarations)),
      ];
    }
    left -= source.blob.length;
    return [
      file(`${reader}.c`, (text) => text.add(...readerSource.trimEnd().split("\n"))),
      file(`${reader}.h`, (text) => text.add(...readerHeader.trimEnd().split("\n"))),
      { name: `${model}.rote`, type: "application/octet-stream", content: source.blob },
    ];
  };
}
