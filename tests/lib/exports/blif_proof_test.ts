import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type BitMatrix, rowAt, setBit, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { exportBlif } from "../../../lib/exports/blif.ts";
import type { ExportedFile } from "../../../lib/exports/exported.ts";
import { constantOf } from "../../../lib/exports/verilog/constant.ts";
import { exportVerilog } from "../../../lib/exports/verilog/export.ts";
import { moduleName } from "../../../lib/exports/verilog/network_module.ts";
import { MAX_EXPORT_BYTES } from "../../../lib/limits.ts";
import { outputAddress } from "../../../lib/kinds/network/predict.ts";
import { predictMargins } from "../../../lib/kinds/network/predict_batch.ts";
import { type ExportCase, randomCases } from "./cases.ts";
import { needing, type ProgramResult, run, runOk } from "./tools.ts";
import { inFolder } from "./verilog/simulation.ts";
import { constantsCase, withFlippedBit } from "./verilog/small_networks.ts";

/** Features of the networks whose whole truth table is written down, and wires of their LUTs. */
const MOST_FEATURES = 10;

const proving = needing("yosys");

describe(`Yosys proves${proving.reason}`, { ignore: proving.ignore }, () => {
  it("that the BLIF is equal to the Verilog", async () => {
    for (const source of [...await smallCases(), await constantsCase("wire")]) {
      const result = await prove(source, blifOf(source), verilogOf(source));
      assertEquals(result, { code: 0, stdout: "", stderr: "" });
    }
  });

  it("that the BLIF and the Verilog are equal to the library's whole truth table", async () => {
    for (const source of await smallCases()) {
      const answers = answersOf(source);
      for (const file of [blifOf(source), verilogOf(source)]) {
        const result = await prove(source, file, answers);
        assertEquals(result, { code: 0, stdout: "", stderr: "" });
      }
    }
  });

  it("no such thing if a bit of a table is another", async () => {
    for (const source of await smallCases()) {
      const address = outputAddress(source.model, rowAt(source.rows, 5));
      const flipped = withFlippedBit(source, address);
      for (const file of [blifOf(flipped), verilogOf(flipped)]) {
        const result = await prove(source, file, answersOf(source));
        assertStringIncludes(result.stdout + result.stderr, "proof did fail");
        assert(result.code !== 0);
      }
    }
  });
});

const checking = needing("yosys", "berkeley-abc");

describe(`ABC finds the BLIF${checking.reason}`, { ignore: checking.ignore }, () => {
  it("equal to what Yosys maps it to, and unequal with another bit", async () => {
    const [source] = await smallCases();
    const address = outputAddress(source!.model, rowAt(source!.rows, 5));
    const verdicts = [source!, withFlippedBit(source!, address)].map(async (mapped) => {
      return await inFolder(
        [blifOf(source!), { ...blifOf(mapped), name: "in.blif" }],
        async (cwd) => {
          const map = "read_blif in.blif; synth -lut 4; write_blif out.blif";
          await runOk("yosys", ["-q", "-p", map], { cwd });
          const check = `cec ${source!.name}.blif out.blif`;
          return (await run("berkeley-abc", ["-c", check], { cwd })).stdout;
        },
      );
    });
    const [same, other] = await Promise.all(verdicts);
    assertStringIncludes(same!, "Networks are equivalent");
    assertStringIncludes(other!, "Networks are NOT EQUIVALENT");
  });
});

function blifOf(source: ExportCase): ExportedFile {
  return exportBlif(source, {}, MAX_EXPORT_BYTES)[0]!;
}

function verilogOf(source: ExportCase): ExportedFile {
  return exportVerilog(source, {}, MAX_EXPORT_BYTES)[0]!;
}

/** Random networks of few features and modest tables: a proof takes long where they are large. */
async function smallCases(): Promise<ExportCase[]> {
  const small = (await randomCases()).filter(({ model: { features, layers } }) => {
    const isModest = layers.every(({ arity }) => arity <= MOST_FEATURES);
    return features <= MOST_FEATURES && layers.length > 1 && isModest;
  });
  assert(small.length > 1);
  return small;
}

/** The library's answers for all rows that there are, as a Verilog module that knows no LUTs. */
function answersOf(source: ExportCase): ExportedFile {
  const { features } = source.model;
  const { labels } = predictMargins(source.model, allRows(features));
  const answers = zeroMatrix(1, labels.length);
  for (const [row, label] of labels.entries()) {
    if (label === 1) setBit(answers, 0, row);
  }
  const content = `module ${moduleName(source)} (input [${features - 1}:0] row, output label);\n` +
    `  localparam [${labels.length - 1}:0] answers = ` +
    `${constantOf(answers.bytes, labels.length)};\n  assign label = answers[row];\nendmodule\n`;
  return { name: "answers.v", type: "text/plain", content };
}

/** All rows of so many features: row i has the bits of i. */
function allRows(features: number): BitMatrix {
  const rows = zeroMatrix(2 ** features, features);
  for (let row = 0; row < rows.rows; row++) {
    for (let feature = 0; feature < features; feature++) {
      if ((row >> feature) & 1) setBit(rows, row, feature);
    }
  }
  return rows;
}

/** Has Yosys prove that two files with a module of the same name are equal on every row. */
async function prove(
  source: ExportCase,
  one: ExportedFile,
  other: ExportedFile,
): Promise<ProgramResult> {
  const name = moduleName(source);
  const read = ({ name }: ExportedFile) =>
    name.endsWith(".blif") ? `read_blif -wideports ${name}` : `read_verilog ${name}`;
  const script = [
    read(one),
    `rename ${name} one`,
    read(other),
    `rename ${name} other`,
    "proc",
    "miter -equiv -flatten one other miter",
    "sat -verify -prove trigger 0 miter",
  ];
  return await inFolder([one, other], (cwd) => {
    return run("yosys", ["-q", "-p", script.join("; ")], { cwd });
  });
}
