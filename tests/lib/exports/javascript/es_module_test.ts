/**
 * The target `es-module` as text: its files, its header, names that strangers choose, and its size.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { BOOSTED_LOADING, LOADING } from "../../../../lib/exports/javascript/built/runtimes.ts";
import { assertRefused } from "../../assertions.ts";
import { boostedCases } from "../boosted_cases.ts";
import { type AskedCase, canonicalCase, type ExportCase, randomCases } from "../cases.ts";

/** Most bytes of the runtime's code, gzipped, with the batch kernel and every check of a blob. */
const RUNTIME_BYTES = 4_096;
/** Most bytes of a module above 4/3 of its blob. */
const MODULE_BYTES = 5_120;
/** Most bytes of the worker of the paper's network. */
const WORKER_BYTES = 160_000;

describe("the targets es-module and worker", () => {
  let canonical: ExportCase;
  let cases: AskedCase[];
  beforeAll(async () => {
    canonical = await canonicalCase();
    // Names of 256 classes, twice in the code, are more than its other parts.
    const boosted = (await boostedCases()).filter(({ model }) => model.classes.length < 256);
    cases = [canonical, ...await randomCases(), ...boosted];
  });

  it("give their files the names that they call each other by", () => {
    const names = (target: string, blob: "inline" | "beside") =>
      exportModel(canonical, target, { blob }).map(({ name }) => name);
    assertEquals(names("es-module", "inline"), ["digits.mjs", "digits.d.mts"]);
    assertEquals(names("es-module", "beside"), [
      "rote_runtime.mjs",
      "rote_runtime.d.mts",
      "digits.rote",
    ]);
    assertEquals(names("worker", "inline"), ["digits.worker.mjs", "digits.worker.d.mts"]);
    assertEquals(names("worker", "beside"), [
      "digits.worker.mjs",
      "digits.worker.d.mts",
      "digits.bin",
    ]);
  });

  it("give boosted tables a runtime of another name, with the code for them alone", async () => {
    const [boosted] = await boostedCases();
    const files = exportModel(boosted!, "es-module", { blob: "beside" });
    assertEquals(files.map(({ name }) => name), [
      "rote_boosted_runtime.mjs",
      "rote_boosted_runtime.d.mts",
      `${boosted!.name}.rote`,
    ]);
    assertStringIncludes(files[0]!.content as string, "blob_split_one_sided");
    assertEquals(codeOf(canonical, "es-module", "beside").includes("blob_split_one_sided"), false);
  });

  it("put the blob inside unless they are told otherwise", () => {
    for (const target of ["es-module", "worker"]) {
      assertEquals(
        exportModel(canonical, target),
        exportModel(canonical, target, {
          blob: "inline",
        }),
      );
    }
  });

  it("give the blob beside as it is", () => {
    for (const target of ["es-module", "worker"]) {
      assertEquals(exportModel(canonical, target, { blob: "beside" })[2]!.content, canonical.blob);
    }
  });

  it("say at the top what they are: model, version, shape, classes and licence", () => {
    for (
      const [target, blob] of [["es-module", "inline"], ["worker", "inline"], [
        "worker",
        "beside",
      ]] as const
    ) {
      const top = codeOf(canonical, target, blob).split("\n").slice(0, 5);
      assertMatch(top[0]!, /^\/\/ digits: /);
      assertEquals(top[1], `// Version ${canonical.version}`);
      assertStringIncludes(top[2]!, "784 features; ");
      assertEquals(top[3], `// Classes: "0 to 4", "5 to 9"`);
      assertStringIncludes(top[4]!, "Licence: this file, made by Rote, is yours");
    }
  });

  it("are ASCII, whatever the classes are called", () => {
    for (const one of cases) {
      for (const code of allCode(one)) {
        assertMatch(code, /^[\n\x20-\x7e]*$/, one.name);
      }
    }
  });

  it("call no function that makes code of text, and import nothing but the blob", () => {
    for (const code of allCode(canonical)) {
      assertEquals(/\beval\b|\bFunction\(|WebAssembly|\brequire\(|\bimport\(/.exec(code), null);
      assertEquals(code.replace('import blob from "./digits.bin";', "").match(/\bimport\b/), null);
    }
  });

  it("are refused when they would be too large", () => {
    for (const target of ["es-module", "worker"]) {
      const { length } = codeOf(canonical, target, "inline");
      exportModel(canonical, target, {}, length);
      assertRefused("export_too_large", () => exportModel(canonical, target, {}, length - 1));
    }
  });

  it(`have at most ${RUNTIME_BYTES} bytes of runtime, gzipped`, async () => {
    for (const runtime of [LOADING, BOOSTED_LOADING]) {
      const bytes = await gzippedBytes(runtime);
      assert(bytes <= RUNTIME_BYTES, `the runtime has ${bytes} bytes`);
    }
  });

  it(`have at most 4/3 of the blob and ${MODULE_BYTES} bytes more as an es-module`, () => {
    for (const one of cases) {
      const above = codeOf(one, "es-module", "inline").length - one.blob.length * 4 / 3;
      assert(above <= MODULE_BYTES, `${one.name} has ${above} bytes above 4/3 of its blob`);
    }
  });

  it(`have at most ${WORKER_BYTES} bytes as a worker of the paper's network`, () => {
    const { length } = codeOf(canonical, "worker", "inline");
    assert(length < WORKER_BYTES, `it has ${length} bytes`);
  });
});

/** The code of a target. It is ASCII, so that its length is its bytes. */
function codeOf(one: AskedCase, target: string, blob: "inline" | "beside"): string {
  return exportModel(one, target, { blob })[0]!.content as string;
}

function allCode(one: AskedCase): string[] {
  return ["es-module", "worker"].flatMap((target) => [
    codeOf(one, target, "inline"),
    codeOf(one, target, "beside"),
  ]);
}

async function gzippedBytes(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
