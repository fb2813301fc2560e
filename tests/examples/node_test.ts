/**
 * The example for Node: its commands, as the README has them.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { needing, run } from "../lib/exports/tools.ts";
import { type FreshClone, makeFreshClone } from "./fresh_clone.ts";

const node = needing("node");

describe(`the example for Node${node.reason}`, node, () => {
  let clone: FreshClone;
  let fromArguments: string;
  let fromFile: string;
  beforeAll(async () => {
    clone = await makeFreshClone();
    const [train, ...asking] = await clone.commands("node");
    await clone.sh(train!);
    [fromArguments, fromFile] = asking as [string, string];
  });
  afterAll(() => clone.remove());

  it("prints for arguments what the README says", async () => {
    const readme = await Deno.readTextFile(`${clone.path}/examples/node/README.md`);
    assertStringIncludes(readme, "```text\n" + await clone.sh(fromArguments) + "```");
  });

  it("prints for the lines of a file what rote predict does", async () => {
    const predicted = await clone.sh(
      "npx --yes deno task rote predict seven.rote examples/rows.csv",
    );
    const [, ...rows] = predicted.trimEnd().split("\n").map((line) => line.split(","));
    assertEquals(rows.length, 10);
    const expected = rows.map(([label, score]) => `${label} ${Number(score).toFixed(5)}\n`);
    assertEquals(await clone.sh(fromFile), expected.join(""));
  });

  it("says which row is none, and fails", async () => {
    const program = "examples/node/predict.mjs";
    const result = await run("node", [program, "1110000", "111"], { cwd: clone.path });
    assertEquals([result.code, result.stdout], [1, ""]);
    assertStringIncludes(result.stderr, "Row 1 has 3 bits, not 7");
  });
});
