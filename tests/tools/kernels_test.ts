/**
 * The kernels in WebAssembly, and what reads their records, are what their sources give: the tool builds
 * them again.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { check, copyRepository, ROOT } from "./tool_check.ts";

const FILES = ["simd.wasm", "relaxed-simd.wasm", "embedded.ts"];
const RECORDS = [
  "records/layer.ts",
  "records/boosting.ts",
  "assembly/records/layer.ts",
  "assembly/records/boosting.ts",
];

describe("tools/kernels.ts --check", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await copyRepository("tools", "lib/kernels");
  });
  afterAll(() => Deno.remove(copy, { recursive: true }));

  it("finds that the kernels here are what their sources give", async () => {
    const { code, stderr } = await check("kernels.ts", ROOT);
    assertEquals(code, 0, stderr);
  });

  it("names each file that is not, and leaves it alone", async () => {
    const contents = FILES.map((_, i) => Uint8Array.of(0, 97, 115, 109, i));
    for (const [i, name] of FILES.entries()) {
      await Deno.writeFile(`${copy}/lib/kernels/wasm/${name}`, contents[i]!);
    }
    const { code, stderr } = await check("kernels.ts", copy);
    assertEquals(code, 1);
    for (const [i, name] of FILES.entries()) {
      assertStringIncludes(stderr, `lib/kernels/wasm/${name}`);
      assertEquals(await Deno.readFile(`${copy}/lib/kernels/wasm/${name}`), contents[i]);
    }
  });

  it("names each record that is not what its table says", async () => {
    const table = `${copy}/tools/kernel_records.ts`;
    const text = await Deno.readTextFile(table);
    await Deno.writeTextFile(table, text.replaceAll('["arity", "integer"', '["arity", "float"'));
    const { code, stderr } = await check("kernels.ts", copy);
    assertEquals(code, 1);
    for (const name of RECORDS) assertStringIncludes(stderr, `lib/kernels/${name} is not`);
  });
});
