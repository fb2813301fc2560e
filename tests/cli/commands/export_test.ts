/**
 * `rote export` as a user runs it.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  type BitMatrix,
  decodeNetwork,
  EXPORT_TARGET_NAMES,
  EXPORT_TARGETS,
  exportModel,
  type ExportOptions,
  matrixFromBytes,
  trainBlob,
  trainBoostedBlob,
} from "../../../lib/mod.ts";
import { versionOf } from "../../../models/names.ts";
import { type Folder, makeFolder } from "../child.ts";

const { blob } = trainBlob(
  {
    rows: matrixFromBytes(new Uint8Array(64).map((_, at) => at * 37), 64, 8),
    labels: new Uint8Array(64).map((_, at) => at >> 5),
    classes: ["low", "high"],
  },
  { network: { hiddenLayers: 2, width: 20, arity: 3 }, seed: 1 },
);
const model = decodeNetwork(blob);
const version = await versionOf(blob);

describe("rote export", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("digits.rote", blob);
    await folder.write("my model.rote", blob);
  });
  afterAll(() => folder.remove());

  /** Files by name, as the engine exports them. */
  const expected = (target: string, options: ExportOptions = {}, name = "digits") =>
    Object.fromEntries(
      exportModel({ name, version, blob, model }, target, options).map((
        { name, content },
      ) => [
        name,
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      ]),
    );
  /** Files of a folder by name. */
  const read = async (path: string) => {
    const names = Array.from(Deno.readDirSync(`${folder.path}/${path}`), ({ name }) => name);
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await folder.read(`${path}/${name}`)])),
    );
  };

  for (const target of EXPORT_TARGET_NAMES) {
    it(`writes all files of ${target} and a line about each`, async () => {
      const run = await folder.rote("export", "digits.rote", "--target", target, "--out", target);
      assertEquals([run.code, run.stderr], [0, ""]);
      const files = expected(target);
      assertEquals(await read(target), files);
      assertEquals(
        run.stdout.split("\n").map((line) => line.replace(/ +/g, " ")),
        [
          ...Object.entries(files).map(([name, { length }]) => `${target}/${name} ${length} bytes`),
          "",
        ],
      );
    });
  }

  it("hands over the options that a target takes", async () => {
    const rows = matrixFromBytes(Uint8Array.of(0b10110001, 0b11111111), 2, 8);
    await folder.write("rows.csv", "a,b,c,d,e,f,g,h,class\n1,0,0,0,1,1,0,1,x\n1,1,1,1,1,1,1,1,y\n");
    const cases: [target: string, args: string[], options: ExportOptions][] = [
      ["es-module", ["--blob", "beside"], { blob: "beside" }],
      ["worker", ["--blob", "inline"], { blob: "inline" }],
      ["c", ["--blob", "beside"], { blob: "beside" }],
      ["verilog", ["--pipeline"], { pipeline: true }],
      ["verilog", ["--rows", "rows.csv", "--label", "class"], { rows: rows as BitMatrix }],
      ["wasm", ["--relaxed-simd"], { relaxedSimd: true }],
    ];
    for (const [at, [target, args, options]] of cases.entries()) {
      const out = `options${at}`;
      const base = ["export", "digits.rote", "--target", target, "--out", out, "--name", "Net.1"];
      const run = await folder.rote(...base, ...args);
      assertEquals([run.code, run.stderr], [0, ""]);
      assertEquals(await read(out), expected(target, options, "Net.1"));
    }
  });

  it("writes into the current folder unless told otherwise", async () => {
    const run = await folder.rote("export", "digits.rote", "--target", "es-module");
    assertEquals([run.code, run.stderr], [0, ""]);
    assertEquals(await folder.read("digits.mjs"), expected("es-module")["digits.mjs"]);
  });

  it("replaces files with --force alone, and writes none if one is there", async () => {
    await Deno.mkdir(`${folder.path}/there`);
    await folder.write("there/digits.d.mts", "mine");
    const args = ["export", "digits.rote", "--target", "es-module", "--out", "there"];
    const run = await folder.rote(...args);
    assertEquals([run.code, run.stdout], [1, ""]);
    assertEquals(
      run.stderr,
      "rote: there/digits.d.mts: It is there already; --force replaces it\n",
    );
    assertEquals(await read("there"), { "digits.d.mts": new TextEncoder().encode("mine") });
    assertEquals((await folder.rote(...args, "--force")).code, 0);
    assertEquals(await read("there"), expected("es-module"));
  });

  it("makes a folder, but not the one that it would be in", async () => {
    for (
      const [out, words] of [
        ["none/deep", "rote: none: There is no such file or folder\n"],
        ["digits.rote", "rote: digits.rote: It is not a folder\n"],
      ] as const
    ) {
      const run = await folder.rote("export", "digits.rote", "--target", "worker", "--out", out);
      assertEquals([run.code, run.stdout, run.stderr], [1, "", words]);
    }
  });

  it("ends with 2 for an option that the target does not take, as it was typed", async () => {
    const cases = [
      ["blif", "--pipeline"],
      ["es-module", "--relaxed-simd"],
      ["verilog", "--blob", "inline"],
      ["c", "--rows", "none.csv"],
    ];
    for (const [target, option, ...value] of cases) {
      const args = ["export", "none.rote", "--target", target!, option!, ...value];
      const run = await folder.rote(...args);
      assertEquals([run.code, run.stdout], [2, ""]);
      assertEquals(run.stderr, `rote: --target ${target} does not take ${option}\n`);
    }
    const unknown = await folder.rote("export", "digits.rote", "--target", "fortran");
    assertEquals(unknown.code, 2);
    assertStringIncludes(unknown.stderr, "fortran");
    assertStringIncludes(unknown.stderr, EXPORT_TARGET_NAMES.join(", "));
    assertEquals((await folder.rote("export", "digits.rote")).code, 2);
  });

  it("ends with 2 for a name that no model can have, and takes another for the file's", async () => {
    const base = ["export", "my model.rote", "--target", "worker", "--out", "named"];
    const run = await folder.rote(...base);
    assertEquals([run.code, run.stdout], [2, ""]);
    assertStringIncludes(run.stderr, 'rote: "my model" is not a legal model name: 1 to 64 ');
    assertStringIncludes(run.stderr, "--name");
    const given = await folder.rote(...base, "--name", "../x");
    assertEquals(given.code, 2);
    assertStringIncludes(given.stderr, 'rote: --name: "../x" is not a legal model name');
    assertEquals((await folder.rote(...base, "--name", "mine")).code, 0);
    assertEquals(await read("named"), expected("worker", {}, "mine"));
  });

  it("refuses what is no model, and rows of another width, and makes no folder then", async () => {
    await folder.write("narrow.csv", "a,b\n" + "1,0\n".repeat(9));
    const broken = ["export", "narrow.csv", "--name", "x", "--target", "worker", "--out", "no"];
    const narrow = ["export", "digits.rote", "--target", "verilog", "--rows", "narrow.csv"];
    for (
      const [args, words] of [
        [broken, "rote: narrow.csv: Cannot decode blob: it does not start"],
        [
          [...narrow, "--out", "no"],
          "rote: narrow.csv: The rows have 2 features, and digits.rote reads 8",
        ],
      ] as const
    ) {
      const run = await folder.rote(...args);
      assertEquals([run.code, run.stdout], [1, ""]);
      assertStringIncludes(run.stderr, words);
    }
    assert(!folder.names().includes("no"));
  });

  it("exports boosted tables, and makes no folder for a target that does not know them", async () => {
    const tables = trainBoostedBlob(
      {
        rows: matrixFromBytes(new Uint8Array(64).map((_, at) => at * 37), 64, 8),
        labels: new Uint8Array(64).map((_, at) => at % 3),
        classes: ["a", "b", "c"],
      },
      { tables: 4, arity: 2, rate: 0.1, lambda: 1, seed: 1 },
    );
    await folder.write("boosted.rote", tables.blob);
    const run = await folder.rote("export", "boosted.rote", "--target", "blif", "--out", "boosted");
    assertEquals([run.code, run.stdout], [1, ""]);
    assertEquals(
      run.stderr,
      "rote: boosted.rote: The target blif does not know boosted tables; es-module, worker, wasm, c, " +
        "verilog do. Yosys makes a netlist of the target verilog\n",
    );
    assert(!folder.names().includes("boosted"));
    const made = await folder.rote("export", "boosted.rote", "--target", "c", "--out", "boosted");
    assertEquals([made.code, made.stderr], [0, ""]);
    assert(folder.names().includes("boosted"));
  });

  it("lists the targets and which options they take in its help", async () => {
    const { stdout } = await folder.rote("export", "--help");
    for (const name of EXPORT_TARGET_NAMES) {
      assertStringIncludes(stdout, `  ${name.padEnd(9)}  ${EXPORT_TARGETS[name].about}\n`);
    }
    assertStringIncludes(stdout.replace(/\s+/g, " "), "--blob <where> es-module, worker, c: ");
  });
});
