/**
 * Networks that vote in Verilog: the library's labels in Icarus Verilog, a test bench that fails when
 * it should, and nothing for linters to say.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { selectRows, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { exportVotingVerilog } from "../../../../lib/exports/verilog/export.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import type { VotingNetwork } from "../../../../lib/kinds/voting/model.ts";
import { assertRefused } from "../../assertions.ts";
import type { AskedCase } from "../cases.ts";
import { needing, run } from "../tools.ts";
import { votingCases } from "../voting_cases.ts";
import { inFolder, simulate } from "./simulation.ts";

const simulating = needing("iverilog", "vvp");
const linting = needing("verilator");

/** Rows that a module is asked about. */
const FEW_ROWS = 60;

describe("exportVerilog() of networks that vote", () => {
  let cases: AskedCase<VotingNetwork>[];
  beforeAll(async () => {
    const first = Uint32Array.from({ length: FEW_ROWS }, (_, row) => row);
    cases = (await votingCases()).map((one) => ({ ...one, rows: selectRows(one.rows, first) }));
  });
  const filesOf = (one: AskedCase<VotingNetwork>, pipeline: boolean) =>
    exportVotingVerilog(one, { pipeline, rows: one.rows }, MAX_EXPORT_BYTES);

  for (const pipeline of [false, true]) {
    const form = pipeline ? "pipelined" : "combinational";

    it(`gives the library's labels, ${form}${simulating.reason}`, simulating, async () => {
      for (const one of cases) {
        const { warnings, result } = await simulate(filesOf(one, pipeline));
        assertEquals(warnings, "", one.name);
        assertStringIncludes(result.stdout, `PASS ${FEW_ROWS} rows`, one.name);
      }
    });

    it(
      `fails if votes are counted otherwise, ${form}${simulating.reason}`,
      simulating,
      async () => {
        const [module, bench] = filesOf(cases[2]!, pipeline);
        const content = (module!.content as string).replace(/> 6'd15;/, "> 6'd12;");
        assert(content !== module!.content);
        const { result } = await simulate([{ ...module!, content }, bench!]);
        assertMatch(result.stdout, /^FAIL row \d+: expected 0, got 1/m);
        assert(result.code !== 0);
      },
    );

    it(`has no warning of Verilator's, ${form}${linting.reason}`, linting, async () => {
      const files = cases.map((one) => filesOf(one, pipeline)[0]!);
      await inFolder(files, async (cwd) => {
        const options = ["--lint-only", "-Wall", "-Wno-MULTITOP", ...files.map(({ name }) => name)];
        assertEquals(await run("verilator", options, { cwd }), { code: 0, stdout: "", stderr: "" });
      });
    });
  }

  it("tells its latency: a register behind each layer and each level of adders", () => {
    // Three layers, and eight levels for 129 voters.
    assertStringIncludes(filesOf(cases[4]!, true)[0]!.content as string, "label 11 cycles later");
  });

  it("refuses rows that do not fit", () => {
    const rows = zeroMatrix(1, 21);
    assertRefused(
      "row_too_long",
      () => exportVotingVerilog(cases[2]!, { rows }, MAX_EXPORT_BYTES),
    );
  });
});
