/**
 * What exported modules are made of is what its sources give: the tool builds it again.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { check, copyRepository, ROOT } from "./tool_check.ts";

const TEMPLATE = "lib/exports/wasm/template.ts";

describe("tools/exports_wasm.ts --check", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await copyRepository("tools", "lib/kernels/assembly", "lib/exports/wasm");
  });
  afterAll(() => Deno.remove(copy, { recursive: true }));

  it("finds that the template here is what its sources give", async () => {
    const { code, stderr } = await check("exports_wasm.ts", ROOT);
    assertEquals(code, 0, stderr);
  });

  it("tells when a kernel that the template has inside was changed, and leaves the file alone", async () => {
    const kernel = `${copy}/lib/kernels/assembly/vectors.ts`;
    const source = await Deno.readTextFile(kernel);
    await Deno.writeTextFile(
      kernel,
      source.replace("i16x8.shr_u(bytes, 4)", "i16x8.shr_u(bytes, 5)"),
    );
    const { code, stderr } = await check("exports_wasm.ts", copy);
    assertEquals(code, 1);
    assertStringIncludes(stderr, `${TEMPLATE} is not what its sources give`);
    const [here, there] = [`${ROOT}/${TEMPLATE}`, `${copy}/${TEMPLATE}`].map(Deno.readTextFileSync);
    assertEquals(there, here);
  });
});
