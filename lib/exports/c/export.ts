/**
 * The target `c`: C99 without heap, that includes nothing but `<stdint.h>`. Either the model becomes
 * code, or its blob lies beside a reader that is the same for all models of its kind.
 *
 * @module
 */

import type { BoostedTables } from "../../kinds/boosted/model.ts";
import type { EncodedModel } from "../../encoders/encoded_model.ts";
import type { BitModel } from "../../kinds/mod.ts";
import { refuse } from "../../errors.ts";
import type { Model } from "../../any_model.ts";
import type { Network } from "../../kinds/network/model.ts";
import type { PairwiseNetworks } from "../../kinds/pairwise/model.ts";
import type { VotingNetwork } from "../../kinds/voting/model.ts";
import type { ExportedFile, Exporter } from "../exported.ts";
import { type ModelOf, wordsOf } from "../kinds.ts";
import { SourceText } from "../source_text.ts";
import { writeBoostedDeclarations } from "./boosted/declarations.ts";
import { writeBoosted } from "./boosted/source.ts";
import { writeDeclarations } from "./declarations.ts";
import { writeEncoderDeclarations } from "./encoded/declarations.ts";
import { writeEncoder } from "./encoded/source.ts";
import { type WriteDeclarations, writeHeader } from "./header_file.ts";
import { writeNetwork } from "./network_source.ts";
import { BOOSTED_C, BOOSTED_H, READER_C, READER_H } from "./reader/embedded.ts";
import { type WriteModel, writeSource } from "./source_file.ts";
import {
  writePairwise,
  writePairwiseDeclarations,
  writeVoting,
  writeVotingDeclarations,
} from "./voting_source.ts";
import { fileNameOf } from "../names.ts";

/** What C is written for a kind of models. */
interface Parts<Of extends Model> {
  readonly writeDeclarations: WriteDeclarations<Of>;
  readonly writeModel: WriteModel<Of>;
  /** What stands beside a label: the margin of a network, or a score for each class. */
  readonly numbers: "margin" | "scores";
  /** The reader of its blobs, if there is one: what it is called, and its source and header. */
  readonly reader?: readonly [name: string, source: string, header: string];
}

/** What is written for the kinds of models that the target knows. */
const PARTS = {
  network: {
    writeDeclarations,
    writeModel: writeNetwork,
    numbers: "margin",
    reader: ["rote_reader", READER_C, READER_H],
  },
  voting: {
    writeDeclarations: writeVotingDeclarations,
    writeModel: writeVoting,
    numbers: "scores",
  },
  pairwise: {
    writeDeclarations: writePairwiseDeclarations,
    writeModel: writePairwise,
    numbers: "scores",
  },
  boosted: {
    writeDeclarations: writeBoostedDeclarations,
    writeModel: writeBoosted,
    numbers: "scores",
    reader: ["rote_boosted", BOOSTED_C, BOOSTED_H],
  },
} satisfies { readonly [Kind in BitModel["kind"]]?: Parts<ModelOf<Kind>> };

/**
 * Exports a network as C.
 *
 * @returns `<model>.c`, which is whole by itself, and `<model>.h`, which declares what is in it; with
 *   `blob: "beside"` `rote_reader.c`, `rote_reader.h` and the blob as `<model>.rote`
 * @throws {RoteError} `export_too_large`
 */
export const exportC: Exporter<Network> = exporterOf<Network>(() => PARTS.network);

/** The same for boosted tables, with `rote_boosted.c` and `rote_boosted.h` as their reader. */
export const exportBoostedC: Exporter<BoostedTables> = exporterOf<BoostedTables>(
  () => PARTS.boosted,
);

/** The same for networks that vote, without a reader. */
export const exportVotingC: Exporter<VotingNetwork> = exporterOf<VotingNetwork>(
  () => PARTS.voting,
);

/** The same for networks for pairs of classes, without a reader. */
export const exportPairwiseC: Exporter<PairwiseNetworks> = exporterOf<PairwiseNetworks>(
  () => PARTS.pairwise,
);

/** The same for models of numbers and categories, without a reader. */
export const exportEncodedC: Exporter<EncodedModel> = exporterOf<EncodedModel>(({ model }) => {
  const inside = PARTS[model.kind] as Parts<BitModel>;
  const { numbers } = inside;
  return {
    numbers,
    writeDeclarations(text, names, { encoder, model }) {
      inside.writeDeclarations(text, names.ofBits(), model);
      writeEncoderDeclarations(text, names, encoder, numbers);
    },
    writeModel(text, names, { encoder, model }) {
      inside.writeModel(text, names.ofBits(), model);
      text.add("");
      writeEncoder(text, names, encoder, numbers);
    },
  };
});

function exporterOf<Of extends Model>(partsOf: (network: Of) => Parts<Of>): Exporter<Of> {
  return (source, { blob = "inline" }, maxBytes) => {
    const { model } = source;
    const base = fileNameOf(source.name);
    const { writeDeclarations, writeModel, reader } = partsOf(model);
    let left = maxBytes;
    const file = (name: string, write: (text: SourceText) => void): ExportedFile => {
      const text = new SourceText(left);
      write(text);
      left -= text.length;
      return { name, type: "text/x-c", content: text.toString() };
    };
    if (blob === "inline") {
      return [
        file(`${base}.c`, (text) => writeSource(text, source, writeDeclarations, writeModel)),
        file(`${base}.h`, (text) => writeHeader(text, source, writeDeclarations)),
      ];
    }
    if (!reader) {
      throw refuse(
        "export_option_not_taken",
        `The target c has no reader for blobs of ${wordsOf(model.kind)}: the model goes ` +
          "into the code",
        { field: "blob" },
      );
    }
    const [readerName, readerSource, readerHeader] = reader;
    left -= source.blob.length;
    return [
      file(`${readerName}.c`, (text) => text.add(...readerSource.trimEnd().split("\n"))),
      file(`${readerName}.h`, (text) => text.add(...readerHeader.trimEnd().split("\n"))),
      { name: `${base}.rote`, type: "application/octet-stream", content: source.blob },
    ];
  };
}
