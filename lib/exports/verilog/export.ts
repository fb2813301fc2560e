/**
 * The target `verilog`: a module of the live LUTs in Verilog-2001, as one combinational path or with
 * a register after each layer, and a test bench that checks itself. Labels only, no scores.
 *
 * @module
 */

import { refuse } from "../../errors.ts";
import type { Network } from "../../network.ts";
import type { ExportedFile, Exporter, ExportSource } from "../exported.ts";
import { headerLines } from "../header.ts";
import { SourceText } from "../source_text.ts";
import { addModule, moduleName } from "./network_module.ts";
import { addTestBench } from "./test_bench.ts";
import { makeUpRows } from "./test_rows.ts";

/** Makes the module and its test bench. */
export const exportVerilog: Exporter<Network> = (source, { pipeline = false, rows }, maxBytes) => {
  if (rows?.rows === 0) throw refuse("no_rows", "A test bench needs a row or more");
  const module = new SourceText(maxBytes);
  module.add(...comment(source, "its LUTs in Verilog"), ...usage(source, pipeline));
  addModule(module, source, pipeline);
  const bench = new SourceText(maxBytes - module.length);
  bench.add(...comment(source, "test bench of its LUTs in Verilog"), ...benchUsage(source));
  addTestBench(bench, source, pipeline, rows ?? makeUpRows(source.network.features));
  return [
    file(`${source.model}.v`, module),
    file(`${source.model}_tb.v`, bench),
  ];
};

/** The header as a comment. Its first word is ours: tools take some for orders ("verilator"). */
function comment(source: ExportSource<Network>, what: string): string[] {
  return headerLines(source, what).map((line, index) => `// ${index === 0 ? "Model " : ""}${line}`);
}

/** How the module is used. */
function usage({ network: { layers } }: ExportSource<Network>, isPipelined: boolean): string[] {
  const cycles = `${layers.length} cycle${layers.length === 1 ? "" : "s"}`;
  return [
    "//",
    "// row: bit i is feature i. label: the index of the class.",
    isPipelined
      ? `// It takes a row at each rising edge of clk and gives its label ${cycles} later.`
      : "// Combinational: one path from row to label.",
    `// The address of lut${layers.length}_0 chooses the score of an answer; the scores are in the blob.`,
    "",
  ];
}

/** How the test bench is run. */
function benchUsage(source: ExportSource<Network>): string[] {
  const name = moduleName(source);
  return [
    "//",
    `// iverilog -g2001 -o ${name}.vvp ${source.model}.v ${source.model}_tb.v && vvp -N ${name}.vvp`,
    "",
  ];
}

function file(name: string, text: SourceText): ExportedFile {
  return { name, type: "text/plain", content: text.toString() };
}
