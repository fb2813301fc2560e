import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { exportBlif } from "../../../lib/exports/blif.ts";
import type { ExportedFile } from "../../../lib/exports/exported.ts";
import { exportVerilog } from "../../../lib/exports/verilog/export.ts";
import { MAX_EXPORT_BYTES } from "../../../lib/limits.ts";
import { labelsOf } from "./blif_labels.ts";
import { canonicalCase, type ExportCase, randomCases } from "./cases.ts";
import { needing, runOk } from "./tools.ts";
import { inFolder, simulate } from "./verilog/simulation.ts";
import { constantsCase } from "./verilog/small_networks.ts";

/** Bytes of a netlist that Icarus runs on a thousand rows within a second. */
const MODEST_BYTES = 300_000;
const reading = needing("yosys");

describe(`exportBlif() read by Yosys${reading.reason}`, { ignore: reading.ignore }, () => {
  it("gives the library's labels for the canonical and fifty random networks", async () => {
    const sources = await allCases();
    const texts = await throughYosys(sources, "write_blif");
    for (const [index, source] of sources.entries()) {
      assertEquals(labelsOf(texts[index]!, source.rows), source.labels, source.name);
    }
  });

  const { reason, ignore } = needing("iverilog", "vvp");

  it(`gives them in Icarus Verilog, for those of modest size${reason}`, { ignore }, async () => {
    const [canonical, ...others] = await allCases();
    const modest = others.filter((source) => {
      return (blifOf(source).content as string).length < MODEST_BYTES;
    });
    assert(modest.length > 25);
    const sources = [canonical!, ...modest];
    const texts = await throughYosys(sources, "write_verilog -noattr");
    for (const [index, source] of sources.entries()) {
      await assertPasses(source, withSelects(texts[index]!));
    }
  });
});

function blifOf(source: ExportCase): ExportedFile {
  return exportBlif(source, {}, MAX_EXPORT_BYTES)[0]!;
}

/** The canonical network, the random ones, and some with constant tables and keywords as names. */
async function allCases(): Promise<ExportCase[]> {
  const constants = ["module", "wire", "7"].map(constantsCase);
  return [await canonicalCase(), ...await randomCases(), ...await Promise.all(constants)];
}

/** What Yosys writes of the netlists, with one start of it. */
async function throughYosys(sources: readonly ExportCase[], write: string): Promise<string[]> {
  return await inFolder(sources.map(blifOf), async (cwd) => {
    const commands = sources.map(({ name }) =>
      `read_blif -wideports ${name}.blif\n${write} ${name}.out\ndesign -reset\n`
    );
    await Deno.writeTextFile(`${cwd}/all.ys`, commands.join(""));
    await runOk("yosys", ["-q", "-s", "all.ys"], { cwd });
    return await Promise.all(sources.map(({ name }) => Deno.readTextFile(`${cwd}/${name}.out`)));
  });
}

/** Runs a module under the test bench that the Verilog export has for the rows of a case. */
async function assertPasses({ rows, ...source }: ExportCase, content: string): Promise<void> {
  const [module, bench] = exportVerilog(source, { rows }, MAX_EXPORT_BYTES);
  const { result } = await simulate([{ ...module!, content }, bench!]);
  assertStringIncludes(result.stdout, `PASS ${rows.rows} rows`, source.name);
  assertEquals(result.code, 0, source.name);
}

/**
 * Verilog of Yosys with `table[address]` where it has the least bit of `table >> address`: Icarus
 * takes five times as long to shift.
 */
function withSelects(verilog: string): string {
  let tables = 0;
  return verilog.replace(
    /^ {2}assign (.+) = (\d+)('h\w+) >> (.+);$/gm,
    (_, output, bits, value, address) => {
      const table = `table_${tables++}`;
      return `  localparam [${bits - 1}:0] ${table} = ${bits}${value};\n` +
        `  assign ${output} = ${table}[${address}];`;
    },
  );
}
