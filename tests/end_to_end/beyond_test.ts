/**
 * `deno task beyond` as a researcher runs it: a process of its own, on made-up images.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { StepOutcome, StepTrial } from "../../experiments/beyond/trial.ts";
import type { Report } from "../../experiments/report/report.ts";
import { withFolder } from "./processes/service_process.ts";
import { runStudy } from "./processes/study_process.ts";

const beyond = (...args: string[]) => runStudy("experiments/beyond/main.ts", ...args);

describe("deno task beyond", () => {
  it("climbs a ladder on made-up images and writes the report that reproduce writes", async () => {
    await withFolder(async (folder) => {
      const args = ["--made-up", "--quick", "--only", "digits", "--seeds", "1", "--out", folder];
      const { code, stdout, stderr } = await beyond(...args);
      assertEquals(code, 0, stdout + stderr);
      assertMatch(stdout, /^holds {2}digits: Every step tests better than /);
      assertMatch(stdout, /\n1 of 1 checks hold\.\n/);
      assert(!stdout.includes("paper's by more than"), stdout);
      const report: Report = JSON.parse(await Deno.readTextFile(`${folder}/results.json`));
      assertEquals([report.title, report.isReal], ["Beyond the paper", false]);
      const [section] = report.sections;
      for (const { trial, outcome } of section!.trials) {
        const { step } = trial as StepTrial;
        const { test, bytes, rowsPerSecond, calibrationError } = outcome as StepOutcome;
        assert(test > 0.9 && bytes > 1_000 && rowsPerSecond > 1_000, step.name);
        assert(calibrationError < 0.2, step.name);
      }
      const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
      assertEquals(names, ["digits.svg", "report.html", "report.md", "results.json"]);
      const page = await Deno.readTextFile(`${folder}/report.html`);
      assert(page.includes("<title>Beyond the paper</title>"));
      assert(page.includes("no bar is checked") && !page.includes("Deviations"));
    });
  });

  it("lists the ladders and refuses what is none", async () => {
    const { code, stdout } = await beyond("--list", "--only", "binary_cifar10");
    assertEquals(code, 0);
    assertMatch(stdout, /^binary_cifar10: .*\n.*\n.*\n {2}Must hold: .*0\.72/);
    const wrong = await beyond("--only", "table_1");
    assertEquals(wrong.code, 2);
    assertMatch(wrong.stderr, /no experiment "table_1"; there are binary_mnist, /);
  });
});
