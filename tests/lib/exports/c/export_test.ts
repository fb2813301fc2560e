/**
 * What the target c gives: names of files, the same bytes each time, within the bound, and quickly.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { exportC } from "../../../../lib/exports/c/export.ts";
import type { ExportedFile, ExportOptions } from "../../../../lib/exports/exported.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import { assertRefused } from "../../assertions.ts";
import { randomNetwork } from "../../random_data.ts";
import { canonicalCase, caseOf, type ExportCase, mixedRows, randomCases } from "../cases.ts";
import { edgeCases } from "./edge_cases.ts";

const VARIANTS: ExportOptions[] = [{ blob: "inline" }, { blob: "beside" }];

function bytesOf(files: readonly ExportedFile[]): number {
  return files.reduce((sum, { content }) => sum + content.length, 0);
}

describe("exportC()", () => {
  let digits: ExportCase;
  let cases: ExportCase[];
  beforeAll(async () => {
    digits = await canonicalCase();
    cases = [...await randomCases(), ...await edgeCases(), digits];
  });

  it("gives the model as a source and a header", () => {
    const files = exportC(digits, {}, MAX_EXPORT_BYTES);
    assertEquals(files.map(({ name, type }) => [name, type]), [
      ["digits.c", "text/x-c"],
      ["digits.h", "text/x-c"],
    ]);
    assertEquals(files, exportC(digits, { blob: "inline" }, MAX_EXPORT_BYTES));
    for (const { content } of files) {
      assertMatch(String(content), /^\/\*\n \* digits: .*C99\n \* Version [0-9a-f]{64}\n/);
    }
  });

  it("gives a reader that is the same for all models, and the blob, with the blob beside", () => {
    const files = exportC(digits, { blob: "beside" }, MAX_EXPORT_BYTES);
    assertEquals(files.map(({ name, type }) => [name, type]), [
      ["rote_reader.c", "text/x-c"],
      ["rote_reader.h", "text/x-c"],
      ["digits.rote", "application/octet-stream"],
    ]);
    assertEquals(files[2]!.content, digits.blob);
    assertEquals(
      exportC(cases[0]!, { blob: "beside" }, MAX_EXPORT_BYTES).slice(0, 2),
      files.slice(0, 2),
    );
  });

  it("gives the same bytes each time", () => {
    for (const source of cases) {
      const files = exportC(source, {}, MAX_EXPORT_BYTES);
      assertEquals(exportC({ ...source }, {}, MAX_EXPORT_BYTES), files);
    }
  });

  it("writes printable ASCII in lines of at most 100 columns, but for long class names", () => {
    for (const source of cases) {
      for (const { name, content } of exportC(source, {}, MAX_EXPORT_BYTES)) {
        const text = String(content);
        assert(/^[ -~\n]*$/.test(text), name);
        assert(text.endsWith("\n") && !text.includes("\n\n\n") && !/ \n/.test(text), name);
        const long = text.split("\n").filter((line) => line.length > 100);
        assert(long.every((line) => line.includes('"') && line.startsWith(" * ")), long[0]);
      }
    }
  });

  it("takes the bound for all files together, and refuses one byte less", () => {
    for (const options of VARIANTS) {
      for (const source of cases.slice(0, 9)) {
        const files = exportC(source, options, MAX_EXPORT_BYTES);
        const bytes = bytesOf(files);
        assertEquals(exportC(source, options, bytes), files);
        for (const most of [bytes - 1, 100, 0]) {
          assertRefused("export_too_large", () => exportC(source, options, most));
        }
      }
    }
  });

  it("writes tables of megabytes, and refuses them before it writes them", async () => {
    const layers = [400, 25, 1].map((width) => ({ width, arity: 16 }));
    const network = randomNetwork(7, { features: 20, layers });
    const source = await caseOf("large", network, mixedRows(7, 20, 1));
    const [{ content }] = exportC(source, {}, MAX_EXPORT_BYTES) as [ExportedFile];
    assertGreater(content.length, 6_000_000);
    const reads = { count: 0 };
    const watched = network.layers.map((layer) => ({
      ...layer,
      tables: countReads(layer.tables, reads),
    }));
    const same = { ...source, model: { ...network, layers: watched } };
    exportC(same, {}, MAX_EXPORT_BYTES);
    assertGreater(reads.count, 0);
    reads.count = 0;
    assertRefused("export_too_large", () => exportC(same, {}, 2 ** 21));
    assertEquals(reads.count, 0);
  });
});

/** The same bytes, each look at which is counted, but for one at how many there are. */
function countReads(bytes: Uint8Array, reads: { count: number }): Uint8Array {
  return new Proxy(bytes, {
    get(target, key) {
      if (key !== "length" && key !== "byteLength") reads.count++;
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
