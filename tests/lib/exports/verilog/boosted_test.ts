/**
 * Boosted tables in Verilog: the library's labels and sums in Icarus Verilog, as the text stands and
 * after Yosys made gates of it; a test bench that fails when it should; nothing for linters to say.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { selectRows, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import type { ExportedFile } from "../../../../lib/exports/exported.ts";
import { exportBoostedVerilog } from "../../../../lib/exports/verilog/export.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import { assertRefused } from "../../assertions.ts";
import { type BoostedCase, boostedCases, trainedBoostedCases } from "../boosted_cases.ts";
import { needing, run, runOk } from "../tools.ts";
import { inFolder, simulate } from "./simulation.ts";

const simulating = needing("iverilog", "vvp");
const linting = needing("verilator");
const synthesizing = needing("yosys", "iverilog", "vvp");

/** Rows that a combinational module is asked about: Icarus works out every glitch on the way. */
const FEW_ROWS = 40;

function filesOf(one: BoostedCase, pipeline: boolean): ExportedFile[] {
  return exportBoostedVerilog(one, { pipeline, rows: one.rows }, MAX_EXPORT_BYTES);
}

/** The first rows of a case. */
function firstRows(one: BoostedCase, count: number): BoostedCase {
  const rows = selectRows(one.rows, Uint32Array.from({ length: count }, (_, row) => row));
  return { ...one, rows };
}

async function assertPasses(files: readonly ExportedFile[], one: BoostedCase): Promise<void> {
  const { warnings, result } = await simulate(files);
  assertEquals(warnings, "", one.name);
  assertStringIncludes(result.stdout, `PASS ${one.rows.rows} rows`, one.name);
  assertEquals(result.code, 0, one.name);
}

describe("exportVerilog() of boosted tables", () => {
  let cases: BoostedCase[];
  beforeAll(async () => {
    const all = [...await boostedCases(), ...await trainedBoostedCases()];
    // 33,000 adders and wide tables take the tools minutes.
    cases = all.filter(({ name, model }) => name !== "many" && model.arity < 12);
  });

  it(`gives labels and sums, pipelined${simulating.reason}`, simulating, async () => {
    for (const one of cases) await assertPasses(filesOf(one, true), one);
  });

  it(`gives labels and sums, combinational${simulating.reason}`, simulating, async () => {
    for (const one of cases) {
      const few = firstRows(one, FEW_ROWS);
      await assertPasses(filesOf(few, false), few);
    }
  });

  for (const pipeline of [false, true]) {
    const form = pipeline ? "pipelined" : "combinational";

    it(
      `fails if an entry or a label is another, ${form}${simulating.reason}`,
      simulating,
      async () => {
        const one = firstRows(cases[3]!, FEW_ROWS);
        const { model } = one;
        const entries = model.entries.map((entry) => entry === 127 ? 126 : entry + 1);
        const [right, bench] = filesOf(one, pipeline);
        const [wrong] = filesOf({ ...one, model: { ...model, entries } }, pipeline);
        const { result } = await simulate([wrong!, bench!]);
        assertMatch(result.stdout, /^FAIL row 0: expected /m);
        assertMatch(result.stdout, /^FAIL row \d+: expected the sums /m);
        assert(result.code !== 0);
        const label = one.labels[7]!;
        const content = (bench!.content as string).replace(
          new RegExp(`labels\\[7\\] = (\\d)'d${label};`),
          `labels[7] = $1'd${label === 0 ? 1 : 0};`,
        );
        const second = await simulate([right!, { ...bench!, content }]);
        assertStringIncludes(second.result.stdout, `FAIL 1 of ${FEW_ROWS} rows`);
        assertStringIncludes(
          second.result.stdout,
          `FAIL row 7: expected ${label === 0 ? 1 : 0}, got ${label}\n`,
        );
      },
    );

    it(`has no warning of Verilator's, ${form}${linting.reason}`, linting, async () => {
      const few = cases.filter(({ model }) => model.arity < 13);
      const files = few.map((one) => filesOf(firstRows(one, 1), pipeline)[0]!);
      await inFolder(files, async (cwd) => {
        const options = ["--lint-only", "-Wall", "-Wno-MULTITOP", ...files.map(({ name }) => name)];
        assertEquals(await run("verilator", options, { cwd }), { code: 0, stdout: "", stderr: "" });
      });
      const both = filesOf(firstRows(cases[4]!, 5), pipeline);
      await inFolder(both, async (cwd) => {
        const options = ["--lint-only", "-Wall", "--timing", both[1]!.name, both[0]!.name];
        assertEquals(await run("verilator", options, { cwd }), { code: 0, stdout: "", stderr: "" });
      });
    });

    it(
      `is the same as gates that Yosys makes, ${form}${synthesizing.reason}`,
      synthesizing,
      async () => {
        for (const whole of cases.filter(({ blob }) => blob.length < 450)) {
          const one = firstRows(whole, FEW_ROWS);
          const [module, bench] = filesOf(one, pipeline);
          const content = await inFolder([module!], async (cwd) => {
            const commands = `read_verilog ${module!.name}; synth; check -assert; ` +
              "write_verilog -noattr gates.v";
            await runOk("yosys", ["-q", "-p", commands], { cwd });
            return await Deno.readTextFile(`${cwd}/gates.v`);
          });
          const { result } = await simulate([{ ...module!, content }, bench!]);
          assertStringIncludes(result.stdout, `PASS ${FEW_ROWS} rows`, one.name);
        }
      },
    );
  }

  it("tells its latency: a register behind lookups, adders and comparisons", () => {
    // 9 tables in 9 splits, none deeper than the splits of a class, and three classes.
    const one = cases.find(({ name }) => name === "one-bit.v1")!;
    const members = one.model.classes.map((_, index) =>
      one.model.splits.filter((isMember, at) => at % 3 === index && isMember === 1).length
    );
    const levels = Math.ceil(Math.log2(Math.max(...members)));
    assertStringIncludes(
      filesOf(one, true)[0]!.content as string,
      `gives its label ${1 + levels + 2} cycles later`,
    );
    assertStringIncludes(filesOf(one, false)[0]!.content as string, "// Combinational");
  });

  it("stays ASCII and in its comment whatever the classes are called", () => {
    for (const one of cases) {
      for (const { content } of filesOf(firstRows(one, 1), false)) {
        assertMatch(content as string, /^[\x20-\x7e\n]*$/);
        const lines = (content as string).split("\n");
        const end = lines.findIndex((line) => !line.startsWith("//"));
        assertEquals(lines.slice(end, end + 2), ["", "/* verilator lint_off DECLFILENAME */"]);
      }
    }
  });

  it("refuses rows that do not fit", () => {
    const [one] = cases;
    const { features } = one!.model;
    for (
      const [code, columns] of [["row_too_short", features - 1], [
        "row_too_long",
        features + 1,
      ]] as const
    ) {
      const rows = zeroMatrix(1, columns);
      assertRefused(code, () => exportBoostedVerilog(one!, { rows }, MAX_EXPORT_BYTES));
    }
  });
});
