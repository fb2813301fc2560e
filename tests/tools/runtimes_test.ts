/**
 * The JavaScript that exports bring along is what its sources give: the tool builds it again.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { check, copyRepository, ROOT } from "./tool_check.ts";

const BUILT = "lib/exports/javascript/built/runtimes.ts";

describe("tools/runtimes.ts --check", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await copyRepository("tools", "lib");
  });
  afterAll(() => Deno.remove(copy, { recursive: true }));

  it("finds that the runtimes here are what their sources give", async () => {
    const { code, stderr } = await check("runtimes.ts", ROOT);
    assertEquals(code, 0, stderr);
  });

  it("names the file when a source says something else, and leaves it alone", async () => {
    const source = `${copy}/lib/edge/handler.ts`;
    const text = await Deno.readTextFile(source);
    await Deno.writeTextFile(source, text.replace('status: "ok"', 'status: "fine"'));
    const built = await Deno.readTextFile(`${copy}/${BUILT}`);
    const { code, stderr } = await check("runtimes.ts", copy);
    assertEquals(code, 1);
    assertStringIncludes(stderr, BUILT);
    assertEquals(await Deno.readTextFile(`${copy}/${BUILT}`), built);
  });
});
