/**
 * The target `verilog`: a module of a model in Verilog-2001, as one combinational path or with
 * registers on the way, and a test bench that checks itself. Labels, and the sums that boosted tables
 * have for each class; no scores.
 *
 * @module
 */

import { type BitMatrix, rowAt } from "../../rows/bit_matrix.ts";
import type { BoostedTables } from "../../kinds/boosted/model.ts";
import { sumRow } from "../../kinds/boosted/predict.ts";
import { labelOf } from "../../scores/scores.ts";
import { refuse } from "../../errors.ts";
import { labelModel, type Model } from "../../any_model.ts";
import { isKind } from "../../kinds/mod.ts";
import type { Network } from "../../kinds/network/model.ts";
import type { VotingNetwork } from "../../kinds/voting/model.ts";
import { predictMargins } from "../../kinds/network/predict_batch.ts";
import type { EncodedModel } from "../../encoders/encoded_model.ts";
import { bitLines, insideOf } from "../encoded_bits.ts";
import type { ExportedFile, Exporter, ExportOptions, ExportSource } from "../exported.ts";
import { headerLines } from "../header.ts";
import { fileNameOf } from "../names.ts";
import { SourceText } from "../source_text.ts";
import { addBoostedModule, boostedLatency, boostedShape } from "./boosted_module.ts";
import { constantOf } from "./constant.ts";
import { addModule, moduleName } from "./network_module.ts";
import { addTestBench, type BenchAnswers } from "./test_bench.ts";
import { makeUpRows } from "./test_rows.ts";
import { addVotingModule, votingLatency } from "./voting_module.ts";

/** What a module of a kind of models is, and what it answers. */
interface Parts<Of extends Model> {
  /** What the module is made of. */
  readonly what: string;
  /** What the outputs are, and what becomes of scores. */
  outputs(network: Of): readonly string[];
  addModule(text: SourceText, source: ExportSource<Of>, isPipelined: boolean): void;
  /** Registers between a row and its answer. */
  latency(network: Of): number;
  /** @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features */
  answer(network: Of, rows: BitMatrix): BenchAnswers;
}

const NETWORK_PARTS: Parts<Network> = {
  what: "its LUTs",
  addModule,
  latency: ({ layers }) => layers.length,
  outputs: ({ layers: { length } }) => [
    "label: the index of the class.",
    `The address of lut${length}_0 chooses the score of an answer; the scores are in the blob.`,
  ],
  answer: (network, rows) => ({ labels: predictMargins(network, rows).labels, labelBits: 1 }),
};

const BOOSTED_PARTS: Parts<BoostedTables> = {
  what: "its tables",
  addModule: addBoostedModule,
  latency: boostedLatency,
  outputs: (tables) => [
    "label: the index of the class.",
    `sums: ${boostedShape(tables).sumBits} bits a class, two's complement, class 0 lowest; ` +
    "scores are made of them.",
  ],
  answer: answerBoosted,
};

const VOTING_PARTS: Parts<VotingNetwork> = {
  what: "its LUTs",
  addModule: addVotingModule,
  latency: votingLatency,
  outputs: () => [
    "label: the index of the class.",
    "The number of votes chooses the score of an answer; the scores are in the blob.",
  ],
  answer: (network, rows) => ({ labels: labelModel(network, rows), labelBits: 1 }),
};

/** Makes the module of a network and its test bench. */
export const exportVerilog: Exporter<Network> = (source, options, maxBytes) =>
  make(source, options, maxBytes, NETWORK_PARTS);

/** Makes the module of a network that votes and its test bench. */
export const exportVotingVerilog: Exporter<VotingNetwork> = (source, options, maxBytes) =>
  make(source, options, maxBytes, VOTING_PARTS);

/** Makes the module of boosted tables and its test bench. */
export const exportBoostedVerilog: Exporter<BoostedTables> = (source, options, maxBytes) =>
  make(source, options, maxBytes, BOOSTED_PARTS);

/** Makes the module of what reads the bits of an encoder, and its test bench. */
export const exportEncodedVerilog: Exporter<EncodedModel> = (source, options, maxBytes) => {
  const meanings = bitLines(source.model.encoder);
  const { model } = source.model;
  if (isKind(model, "boosted")) {
    return make(insideOf<BoostedTables>(source), options, maxBytes, BOOSTED_PARTS, meanings);
  }
  if (isKind(model, "voting")) {
    return make(insideOf<VotingNetwork>(source), options, maxBytes, VOTING_PARTS, meanings);
  }
  return make(insideOf<Network>(source), options, maxBytes, NETWORK_PARTS, meanings);
};

/** @param meanings of the bits of a row, if they are not known as features */
function make<Of extends Model>(
  source: ExportSource<Of>,
  { pipeline = false, rows: given }: ExportOptions,
  maxBytes: number,
  parts: Parts<Of>,
  meanings: Iterable<string> = [],
): ExportedFile[] {
  if (given?.rows === 0) throw refuse("no_rows", "A test bench needs a row or more");
  const { model } = source;
  const base = fileNameOf(source.name);
  const { what } = parts;
  const name = moduleName(source);
  const latency = parts.latency(model);
  const [label, scores] = parts.outputs(model);
  const module = new SourceText(maxBytes);
  module.add(
    ...comment(source, `${what} in Verilog`),
    "//",
    `// row: bit i is feature i. ${label}`,
    pipeline
      ? `// It takes a row at each rising edge of clk and gives its label ${cycles(latency)} later.`
      : "// Combinational: one path from row to label.",
    `// ${scores}`,
  );
  for (const meaning of meanings) module.add(`// ${meaning}`);
  module.add("");
  parts.addModule(module, source, pipeline);
  const bench = new SourceText(maxBytes - module.length);
  bench.add(
    ...comment(source, `test bench of ${what} in Verilog`),
    "//",
    `// iverilog -g2001 -o ${name}.vvp ${base}.v ${base}_tb.v && vvp -N ${name}.vvp`,
    "",
  );
  const rows = given ?? makeUpRows(model.features);
  const answers = parts.answer(model, rows);
  addTestBench(bench, name, rows, answers, pipeline ? latency : undefined);
  return [file(`${base}.v`, module), file(`${base}_tb.v`, bench)];
}

/** The labels of rows, and for each row its sums as one constant. */
function answerBoosted(tables: BoostedTables, rows: BitMatrix): BenchAnswers {
  if (rows.columns !== tables.features) {
    throw refuse(
      rows.columns < tables.features ? "row_too_short" : "row_too_long",
      `The rows have ${rows.columns} features; the tables read ${tables.features}`,
    );
  }
  const { sumBits, labelBits } = boostedShape(tables);
  const classes = tables.classes.length;
  const bits = classes * sumBits;
  const labels = new Uint8Array(rows.rows);
  const constants = Array.from(labels, (_, row) => {
    const sums = sumRow(tables, rowAt(rows, row));
    labels[row] = labelOf(sums, 0, classes);
    const bytes = new Uint8Array(Math.ceil(bits / 8));
    for (let bit = 0; bit < bits; bit++) {
      const isSet = (sums[Math.floor(bit / sumBits)]! >> (bit % sumBits)) & 1;
      bytes[bit >>> 3]! |= isSet << (bit & 7);
    }
    return constantOf(bytes, bits);
  });
  return { labels, labelBits, sums: { bits, constants } };
}

/** The header as a comment. Its first word is ours: tools take some for orders ("verilator"). */
function comment(source: ExportSource, what: string): string[] {
  return headerLines(source, what).map((line, index) => `// ${index === 0 ? "Model " : ""}${line}`);
}

function cycles(count: number): string {
  return `${count} cycle${count === 1 ? "" : "s"}`;
}

function file(name: string, text: SourceText): ExportedFile {
  return { name, type: "text/plain", content: text.toString() };
}
