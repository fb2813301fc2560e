/**
 * The kernels in WebAssembly are what their sources give: the tool builds them again.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertReads, check, ROOT } from "./tool_check.ts";

describe("tools/kernels.ts --check", () => {
  it("finds that the kernels here are what their sources give", async () => {
    const { code, stderr } = await check("kernels.ts", ROOT);
    assertEquals(code, 0, stderr);
  });

  it("builds them of the sources that are there", () =>
    assertReads("kernels.ts", "lib/kernels/assembly/vectors.ts", "tools", "lib/kernels"));
});
