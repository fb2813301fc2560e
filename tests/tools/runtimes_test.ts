/**
 * The JavaScript that exports bring along is what its sources give: the tool builds it again.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertReads, check, ROOT } from "./tool_check.ts";

describe("tools/runtimes.ts --check", () => {
  it("finds that the runtimes here are what their sources give", async () => {
    const { code, stderr } = await check("runtimes.ts", ROOT);
    assertEquals(code, 0, stderr);
  });

  it("builds them of the sources that are there", () =>
    assertReads("runtimes.ts", "lib/edge/edge_model.ts", "tools", "lib"));
});
