/**
 * What exported modules are made of is what its sources give: the tool builds it again.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertReads, check, ROOT } from "./tool_check.ts";

describe("tools/exports_wasm.ts --check", () => {
  it("finds that the template here is what its sources give", async () => {
    const { code, stderr } = await check("exports_wasm.ts", ROOT);
    assertEquals(code, 0, stderr);
  });

  it("builds it of the kernels that are there, too", () =>
    assertReads(
      "exports_wasm.ts",
      "lib/kernels/assembly/vectors.ts",
      "tools",
      "lib/kernels/assembly",
      "lib/exports/wasm",
    ));
});
