import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { bitAt, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { RoteError } from "../../../../lib/errors.ts";
import { exportVerilog } from "../../../../lib/exports/verilog/export.ts";
import { constantOf } from "../../../../lib/exports/verilog/constant.ts";
import { makeUpRows } from "../../../../lib/exports/verilog/test_rows.ts";
import { MAX_EXPORT_BYTES, MAX_FEATURES } from "../../../../lib/limits.ts";
import { randomCases } from "../cases.ts";
import { constantsCase } from "./small_networks.ts";

function textsOf(...args: Parameters<typeof exportVerilog>): string[] {
  return exportVerilog(...args).map(({ content }) => content as string);
}

describe("exportVerilog()", () => {
  it("gives a module and its test bench, named after the model", async () => {
    const files = exportVerilog(await constantsCase("7-seg.v1"), {}, MAX_EXPORT_BYTES);
    assertEquals(files.map(({ name }) => name), ["7-seg.v1.v", "7-seg.v1_tb.v"]);
    assertMatch(files[0]!.content as string, /^module m7_seg_v1_xmhd_network \($/m);
    assertMatch(files[1]!.content as string, /^module m7_seg_v1_xmhd_network_tb;$/m);
  });

  it("gives the same bytes for the same model", async () => {
    const [one, other] = await Promise.all([randomCases(), randomCases()]);
    for (const index of [1, 2, 15]) {
      for (const pipeline of [false, true]) {
        assertEquals(
          exportVerilog(one[index]!, { pipeline }, MAX_EXPORT_BYTES),
          exportVerilog(other[index]!, { pipeline }, MAX_EXPORT_BYTES),
        );
      }
    }
  });

  it("tells the latency of a pipeline", async () => {
    const source = await constantsCase("net");
    assertStringIncludes(
      textsOf(source, { pipeline: true }, MAX_EXPORT_BYTES)[0]!,
      "gives its label 2 cycles later",
    );
    assertStringIncludes(textsOf(source, {}, MAX_EXPORT_BYTES)[0]!, "// Combinational");
  });

  it("stays ASCII and in its comment whatever the classes are called", async () => {
    for (const source of await randomCases()) {
      for (const text of textsOf(source, {}, MAX_EXPORT_BYTES)) {
        assertMatch(text, /^[\x20-\x7e\n]*$/);
        const lines = text.split("\n");
        const end = lines.findIndex((line) => !line.startsWith("//"));
        assert(end >= 6);
        assertEquals(lines.slice(end, end + 2), ["", "/* verilator lint_off DECLFILENAME */"]);
      }
    }
  });

  it("refuses to be larger than allowed, both files together", async () => {
    const source = await constantsCase("net");
    const texts = textsOf(source, {}, MAX_EXPORT_BYTES);
    const bytes = texts[0]!.length + texts[1]!.length;
    assertEquals(textsOf(source, {}, bytes), texts);
    for (const most of [bytes - 1, texts[0]!.length, texts[0]!.length - 1, 0]) {
      const error = assertThrows(() => exportVerilog(source, {}, most), RoteError);
      assertEquals(error.code, "export_too_large");
    }
  });

  it("refuses rows that do not fit, and none at all", async () => {
    const source = await constantsCase("net");
    const codeFor = (rows: number, columns: number) =>
      assertThrows(
        () => exportVerilog(source, { rows: zeroMatrix(rows, columns) }, MAX_EXPORT_BYTES),
        RoteError,
      ).code;
    assertEquals(codeFor(1, 3), "row_too_short");
    assertEquals(codeFor(1, 5), "row_too_long");
    assertEquals(codeFor(0, 4), "no_rows");
  });
});

describe("constantOf()", () => {
  it("has just the digits that the bits need", () => {
    assertEquals(constantOf(Uint8Array.of(1), 1), "1'h1");
    assertEquals(constantOf(Uint8Array.of(0x0f), 4), "4'hf");
    assertEquals(constantOf(Uint8Array.of(0x34, 0x12), 13), "13'h1234");
  });

  it("puts a long one together of pieces, the most significant first", () => {
    const bytes = new Uint8Array(129);
    bytes[0] = 0xab;
    bytes[128] = 0x1;
    const zeros = "0".repeat(254);
    assertEquals(constantOf(bytes, 1_026), `{\n    2'h1,\n    1024'h${zeros}ab\n  }`);
  });
});

describe("makeUpRows()", () => {
  it("makes rows from all zeros to all ones", () => {
    const rows = makeUpRows(13);
    assertEquals(rows.rows, 1_000);
    const ones = (row: number) =>
      Array.from({ length: 13 }, (_, column) => bitAt(rows, row, column) as number)
        .reduce((sum, bit) => sum + bit);
    assertEquals([ones(0), ones(16)], [0, 13]);
    assert(ones(8) > 0 && ones(8) < 13);
    assertEquals(rows.bytes.filter((byte, index) => index % 2 === 1 && byte > 0x1f).length, 0);
  });

  it("makes fewer rows where there are many features", () => {
    assertEquals(makeUpRows(MAX_FEATURES).rows, 64);
  });
});
