import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { rowAt } from "../../../../lib/rows/bit_matrix.ts";
import { exportVerilog } from "../../../../lib/exports/verilog/export.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import { outputAddress } from "../../../../lib/kinds/network/predict.ts";
import { canonicalCase, CASE_ROWS, type ExportCase, randomCases } from "../cases.ts";
import { needing } from "../tools.ts";
import { simulate } from "./simulation.ts";
import { constantsCase, withFlippedBit } from "./small_networks.ts";

const { reason, ignore } = needing("iverilog", "vvp");

/** The files of a case, whose test bench asks about the rows of the case. */
function filesOf(source: ExportCase, pipeline: boolean) {
  return exportVerilog(source, { pipeline, rows: source.rows }, MAX_EXPORT_BYTES);
}

async function assertPasses(source: ExportCase, pipeline: boolean, rows: number): Promise<void> {
  const { warnings, result } = await simulate(filesOf(source, pipeline));
  assertEquals(warnings, "", source.name);
  assertStringIncludes(result.stdout, `PASS ${rows} rows`, source.name);
  assertEquals(result.code, 0, source.name);
}

describe(`exportVerilog() in Icarus Verilog${reason}`, { ignore }, () => {
  it("gives the library's labels for the canonical network, combinational and pipelined", async () => {
    const canonical = await canonicalCase();
    await Promise.all([false, true].map((pipeline) => {
      return assertPasses(canonical, pipeline, CASE_ROWS);
    }));
  });

  it("gives the library's labels for fifty random networks, every other pipelined too", async () => {
    for (const [index, source] of (await randomCases()).entries()) {
      const forms = index % 2 === 0 ? [false] : [false, true];
      await Promise.all(forms.map((pipeline) => assertPasses(source, pipeline, CASE_ROWS)));
    }
  });

  it("takes names that are keywords, and tables that are constants", async () => {
    for (const model of ["module", "wire", "7segments", "verilator", "synopsys.translate_off"]) {
      await assertPasses(await constantsCase(model), model === "wire", 64);
    }
  });

  it("passes on rows that the exporter makes up", async () => {
    const [source] = await randomCases();
    const { result } = await simulate(exportVerilog(source!, {}, MAX_EXPORT_BYTES));
    assertStringIncludes(result.stdout, "PASS 1000 rows");
    assertEquals(result.code, 0);
  });

  for (const pipeline of [false, true]) {
    const form = pipeline ? "pipelined" : "combinational";

    it(`fails if a bit of a table is another (${form})`, async () => {
      const source = (await randomCases())[6]!;
      const address = outputAddress(source.model, rowAt(source.rows, 3));
      const [wrong] = filesOf(withFlippedBit(source, address), pipeline);
      const [right, bench] = filesOf(source, pipeline);
      assertEquals(differentDigits(right!.content as string, wrong!.content as string), 1);
      const { result } = await simulate([wrong!, bench!]);
      const label = source.labels[3]!;
      assertStringIncludes(result.stdout, `FAIL row 3: expected ${label}, got ${1 - label}\n`);
      assertMatch(result.stdout, new RegExp(`^FAIL \\d+ of ${CASE_ROWS} rows$`, "m"));
      assert(result.code !== 0);
    });

    it(`fails if a single label is another (${form})`, async () => {
      const source = (await randomCases())[8]!;
      const [module, bench] = filesOf(source, pipeline);
      const last = CASE_ROWS - 1;
      const label = source.labels[last]!;
      const content = (bench!.content as string).replace(
        `labels[${last}] = 1'b${label};`,
        `labels[${last}] = 1'b${1 - label};`,
      );
      const { result } = await simulate([module!, { ...bench!, content }]);
      const failures = result.stdout.split("\n").filter((line) => line.startsWith("FAIL"));
      assertEquals(failures, [
        `FAIL row ${last}: expected ${1 - label}, got ${label}`,
        `FAIL 1 of ${CASE_ROWS} rows`,
      ]);
      assert(result.code !== 0);
    });
  }
});

/** Characters that differ between texts of one length. */
function differentDigits(one: string, other: string): number {
  assertEquals(one.length, other.length);
  return [...one].filter((character, index) => character !== other[index]).length;
}
