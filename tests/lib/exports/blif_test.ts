import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { RoteError } from "../../../lib/errors.ts";
import { exportBlif } from "../../../lib/exports/blif.ts";
import { MAX_EXPORT_BYTES } from "../../../lib/limits.ts";
import { labelsOf } from "./blif_labels.ts";
import { BlifNetlist } from "./blif_reader.ts";
import { canonicalCase, type ExportCase, randomCases } from "./cases.ts";
import { constantsCase } from "./verilog/small_networks.ts";

function textOf(source: ExportCase): string {
  return exportBlif(source, {}, MAX_EXPORT_BYTES)[0]!.content as string;
}

describe("exportBlif()", () => {
  it("gives the library's labels for the canonical and fifty random networks", async () => {
    for (const source of [await canonicalCase(), ...await randomCases()]) {
      assertEquals(labelsOf(textOf(source), source.rows), source.labels, source.name);
    }
  });

  it("has tables that are constants", async () => {
    const source = await constantsCase("net");
    assertEquals(labelsOf(textOf(source), source.rows), source.labels);
    assertStringIncludes(
      textOf(source),
      "\n.names lut1_0\n.names lut1_1\n1\n.names row[0] row[2] ",
    );
  });

  it("tells the fewer of ones and zeros", async () => {
    const source = await constantsCase("net");
    // Ones at the addresses 1, 2, 4 and 6 of 8.
    assertMatch(textOf(source), /label\n100 1\n010 1\n001 1\n011 1\n\.end\n$/);
    const { layers } = source.model;
    const ones = { ...layers[1]!, tables: Uint8Array.of(0b11011111) };
    const model = { ...source.model, layers: [layers[0]!, ones] };
    assertMatch(textOf({ ...source, model }), /label\n101 0\n\.end\n$/);
  });

  it("has one model with inputs and an output, named after the model", async () => {
    const netlist = new BlifNetlist(textOf(await constantsCase("7-seg.v1")));
    assertEquals(netlist.model, "m7_seg_v1_xmhd_network");
    assertEquals(netlist.inputs, ["row[0]", "row[1]", "row[2]", "row[3]"]);
    assertEquals(netlist.outputs, ["label"]);
  });

  it("is ASCII of short lines, with classes of any name in its comment", async () => {
    for (const source of await randomCases()) {
      const lines = textOf(source).split("\n");
      const header = lines.findIndex((line) => !line.startsWith("#"));
      assertMatch(lines[header]!, /^\.model [A-Za-z0-9_]+$/);
      for (const line of lines) assertMatch(line, /^[\x20-\x7e]*$/);
      for (const line of lines.slice(0, header)) assert(!line.endsWith("\\"), line);
      for (const line of lines.slice(header)) assert(line.length < 120, line);
    }
  });

  it("gives the same bytes for the same model", async () => {
    const [one, other] = await Promise.all([randomCases(), randomCases()]);
    for (const index of [1, 2, 15]) assertEquals(textOf(one[index]!), textOf(other[index]!));
  });

  it("refuses to be larger than allowed", async () => {
    const source = await constantsCase("net");
    const text = textOf(source);
    assertEquals(exportBlif(source, {}, text.length)[0]!.content, text);
    for (const most of [text.length - 1, 0]) {
      const error = assertThrows(() => exportBlif(source, {}, most), RoteError);
      assertEquals(error.code, "export_too_large");
    }
  });
});
