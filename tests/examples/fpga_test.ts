/**
 * The FPGA example runs as its README says.
 *
 * @module
 */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { needing } from "../lib/exports/tools.ts";
import { type FreshClone, makeFreshClone } from "./fresh_clone.ts";

const simulating = needing("iverilog", "vvp");
const proving = needing("yosys");

describe(`the FPGA example${simulating.reason}`, { ignore: simulating.ignore }, () => {
  let clone: FreshClone;
  let blocks: string[];
  beforeAll(async () => {
    clone = await makeFreshClone();
    blocks = await clone.commands("fpga");
    await clone.sh(blocks[0]!);
  });
  afterAll(() => clone.remove());

  it("simulates the ten digits, and made-up rows through registers", async () => {
    assertEquals(blocks.length, 5);
    assertStringIncludes(await clone.sh(blocks[1]!), "PASS 10 rows");
    assertStringIncludes(await clone.sh(blocks[2]!), "PASS 1000 rows");
  });

  it(`becomes LUTs of an FPGA, and is proven${proving.reason}`, proving, async () => {
    assertMatch(await clone.sh(blocks[3]!), /SB_LUT4\s+12\b/);
    assertStringIncludes(await clone.sh(blocks[4]!), "proven");
  });
});
