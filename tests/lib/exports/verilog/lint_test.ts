import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import type { ExportedFile } from "../../../../lib/exports/exported.ts";
import { exportVerilog } from "../../../../lib/exports/verilog/export.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import { canonicalCase, type ExportCase, randomCases } from "../cases.ts";
import { needing, run } from "../tools.ts";
import { inFolder } from "./simulation.ts";
import { constantsCase } from "./small_networks.ts";

const { reason, ignore } = needing("verilator");

function moduleOf(source: ExportCase, pipeline: boolean): ExportedFile {
  return exportVerilog(source, { pipeline }, MAX_EXPORT_BYTES)[0]!;
}

/** Runs Verilator's linter with all warnings, each an error. */
async function assertClean(files: readonly ExportedFile[], ...more: string[]): Promise<void> {
  await inFolder(files, async (folder) => {
    const names = files.map(({ name }) => name).reverse();
    const result = await run("verilator", ["--lint-only", "-Wall", ...more, ...names], {
      cwd: folder,
    });
    assertEquals(result, { code: 0, stdout: "", stderr: "" });
  });
}

describe(`exportVerilog() and Verilator's linter${reason}`, { ignore }, () => {
  it("has no warning for the canonical and fifty random networks", async () => {
    // One run for all of them: to start Verilator takes longer than most of them do.
    const sources = [await canonicalCase(), ...await randomCases()];
    await assertClean(sources.map((source) => moduleOf(source, false)), "-Wno-MULTITOP");
  });

  it("has no warning for every third of the random networks, pipelined", async () => {
    const sources = (await randomCases()).filter((_, index) => index % 3 === 0);
    await assertClean(sources.map((source) => moduleOf(source, true)), "-Wno-MULTITOP");
  });

  it("has no warning for the test bench, and for names that are keywords", async () => {
    for (const model of ["module", "verilator", "synopsys.translate_off", "7"]) {
      const source = await constantsCase(model);
      for (const pipeline of [false, true]) {
        await assertClean(exportVerilog(source, { pipeline }, MAX_EXPORT_BYTES), "--timing");
      }
    }
  });
});
