/**
 * `deno task reproduce` as a researcher runs it: a process of its own, on the paper's images where
 * they are at hand and on made-up ones otherwise.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { EXPERIMENTS } from "../../experiments/catalogue.ts";
import type { Report } from "../../experiments/report/report.ts";
import { withFolder } from "./processes/service_process.ts";
import { runStudy } from "./processes/study_process.ts";

const reproduce = (...args: string[]) => runStudy("experiments/main.ts", ...args);

const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

describe("deno task reproduce", () => {
  it("runs everything with --quick, and every check holds", async () => {
    await withFolder(async (folder) => {
      const out = `${folder}/report`;
      const { code, stdout, stderr } = await reproduce("--quick", "--out", out);
      assertEquals(code, 0, stdout + stderr);
      assertMatch(stdout, /\n(\d+) of \1 checks hold\./);
      assertMatch(stderr, /Reproducing 50% \d+ s left: /);
      const report: Report = JSON.parse(await Deno.readTextFile(`${out}/results.json`));
      assertEquals(report.sections.map(({ id }) => id), EXPERIMENTS.map(({ id }) => id));
      assertEquals([report.seeds, report.quick], [[1, 2], true]);
      const figures = report.sections.flatMap(({ figures }) => figures);
      assertEquals(figures.length > 50, report.isReal);
      assert(figures.every(({ isWithin }) => isWithin));
      const plots = report.sections.flatMap(({ plots }) => plots.map(({ id }) => `${id}.svg`));
      assertEquals(namesIn(out), [...plots, "report.html", "report.md", "results.json"].sort());
      const page = await Deno.readTextFile(`${out}/report.html`);
      assertEquals(page.match(/<figure>/g)?.length, plots.length);
      assert(!/<script|https?:/.test(page));
    });
  });

  it("needs no data with --made-up, and holds nothing against the paper's figures", async () => {
    await withFolder(async (folder) => {
      const args = ["--made-up", "--quick", "--only", "table_2,optimality", "--out", folder];
      const runs = [await reproduce(...args), await reproduce(...args)];
      for (const { code, stdout, stderr } of runs) assertEquals(code, 0, stdout + stderr);
      const report: Report = JSON.parse(await Deno.readTextFile(`${folder}/results.json`));
      assertEquals([report.isReal, report.sections.map(({ id }) => id)], [
        false,
        ["table_2", "optimality"],
      ]);
      assertEquals(report.sections.flatMap(({ figures }) => figures), []);
      // The same seeds, the same figures.
      const checks = runs.map(({ stdout }) =>
        stdout.split("\n").filter((line) => /^\w+ {2}/.test(line))
      );
      assertEquals(checks[0], checks[1]);
      assert(checks[0]!.length >= 4);
    });
  });

  it("ends with 1 for data that are not there and with 2 for a wrong option", async () => {
    await withFolder(async (folder) => {
      const absent = await reproduce("--quick", "--data", folder, "--out", `${folder}/out`);
      assertEquals([absent.code, absent.stdout], [1, ""]);
      assertMatch(absent.stderr, /^reproduce: .*mnist\/train-images.* is not there/m);
      const wrong = await reproduce("--only", "table_9");
      assertEquals(wrong.code, 2);
      assertMatch(wrong.stderr, /no experiment "table_9"; there are table_1, /);
      assertEquals(namesIn(folder), []);
    });
  });

  it("lists the experiments and what they take", async () => {
    const { code, stdout } = await reproduce("--list", "--only", "table_4");
    assertEquals(code, 0);
    assertMatch(
      stdout,
      /^table_4: Table 4.*\n.*Pairwise-CIFAR-10.*\n.*\n {2}Must hold: .*\n {2}Takes/,
    );
  });
});
