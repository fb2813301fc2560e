/**
 * The command line as a whole: help, version, exit codes, permissions.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Folder, makeFolder } from "./child.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

describe("rote", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  it("explains itself on stdout", async () => {
    const run = await folder.rote("--help");
    assertEquals([run.code, run.stderr], [0, ""]);
    for (const words of ["rote fetch mnist ", "rote train rows.csv", "Exit codes: 0 done; 1 "]) {
      assertStringIncludes(run.stdout, words);
    }
  });

  it("shows an example in the help of every command", async () => {
    const runs = await Promise.all(
      ["fetch", "train", "predict", "inspect", "export", "backup"].map((name) =>
        folder.rote(name, "--help")
      ),
    );
    for (const { code, stdout } of runs) {
      assertEquals(code, 0);
      assertMatch(stdout, /\nExample.*\n {2}\$ rote /);
      assert(stdout.split("\n").every((line) => line.length <= 100));
    }
  });

  it("says its version", async () => {
    const run = await folder.rote("--version");
    assertEquals(run.code, 0);
    assertMatch(run.stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("ends with 2 and a word on stderr if the command line is off", async () => {
    const wrong = [[], ["tarin"], ["inspect"], ["inspect", "a", "b"], [
      "predict",
      "a",
      "b",
      "--format",
      "xml",
    ]];
    const runs = await Promise.all(wrong.map((args) => folder.rote(...args)));
    for (const { code, stdout, stderr } of runs) {
      assertEquals([code, stdout], [2, ""]);
      assert(stderr.length > 0);
    }
    assertStringIncludes(runs[1]!.stderr, "rote: unknown command 'tarin'\n(Did you mean train?)");
  });

  it("needs no more permissions than its task gives", async () => {
    await folder.write("rows.csv", "a,b,label\n0,1,x\n1,0,y\n");
    const rows = `${folder.path}/rows.csv`;
    const model = `${folder.path}/m.rote`;
    const small = ["--hidden-layers", "1", "--width", "4", "--arity", "2"];
    for (const args of [["train", rows, "--out", model, ...small], ["predict", model, rows]]) {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "rote", ...args],
        cwd: ROOT,
        env: { DENO_NO_PROMPT: "1" },
      }).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
    }
  });
});
