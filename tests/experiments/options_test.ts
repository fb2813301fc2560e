import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { CommanderError } from "commander";
import { readOptions as readOptionsOf } from "../../experiments/options.ts";
import { REPRODUCTION } from "../../experiments/reproduction.ts";

const readOptions = (args: string[]) => readOptionsOf(args, REPRODUCTION);
const idsOf = (...args: string[]) => readOptions(args).experiments.map(({ id }) => id);

describe("readOptions()", () => {
  it("runs everything from five seeds by default, baselines included", () => {
    const { experiments, seeds, quick, baselines, madeUp, out } = readOptions([]);
    assertEquals([experiments.length, seeds], [9, [1, 2, 3, 4, 5]]);
    assertEquals([quick, baselines, madeUp, out], [false, true, false, "reproduction"]);
  });

  it("takes two seeds in a quick run, unless it is told otherwise", () => {
    assertEquals(readOptions(["--quick"]).seeds, [1, 2]);
    assertEquals(readOptions(["--quick", "--seeds", "3"]).seeds, [1, 2, 3]);
  });

  it("takes a number of seeds or a list", () => {
    assertEquals(readOptions(["--seeds", "7"]).seeds, [1, 2, 3, 4, 5, 6, 7]);
    assertEquals(readOptions(["--seeds", "7,3, 12"]).seeds, [7, 3, 12]);
  });

  it("keeps to the order of the paper whatever order --only has", () => {
    assertEquals(idsOf("--only", "depth,table_2"), ["table_2", "depth"]);
    assertEquals(readOptions(["--no-baselines"]).baselines, false);
  });

  for (
    const wrong of [
      ["--only", "table_5"],
      ["--only", ""],
      ["--seeds", "0"],
      ["--seeds", "-1"],
      ["--seeds", "1.5"],
      ["--seeds", "1,x"],
      ["--seeds", "2,2"],
      ["--seeds", "1001"],
      ["--seeds", "1,90071992547409920"],
      ["--made-up", "--data", "somewhere"],
      ["--nonsense"],
      ["table_1"],
    ]
  ) {
    it(`refuses ${wrong.join(" ")}`, () => {
      assertThrows(() => readOptions(wrong), CommanderError);
    });
  }
});
