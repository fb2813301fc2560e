/**
 * The exported module as a file: what is in it, how large it is, what is refused.
 *
 * @module
 */
import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../../lib/errors.ts";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { exportWasm } from "../../../../lib/exports/wasm/export.ts";
import { readSections, writeModule } from "../../../../lib/exports/wasm/sections.ts";
import { canonicalCase, type ExportCase, randomCases } from "../cases.ts";
import { findProgram, needing, runOk } from "../tools.ts";
import { FLAVOURS, moduleOf } from "./modules.ts";

/** Most bytes of a module without its blob and its header (8 KiB). */
const CODE_BYTES = 8_192;

describe("exportWasm()", () => {
  let digits: ExportCase;
  let cases: ExportCase[];
  beforeAll(async () => {
    digits = await canonicalCase();
    cases = [digits, ...await randomCases()];
  });

  for (const { name, relaxedSimd, wabt } of FLAVOURS) {
    it(`gives one ${name} module, named after the model, without imports`, () => {
      for (const model of cases) {
        const files = exportWasm(model, { relaxedSimd }, 1e9);
        assertEquals(files.map((file) => [file.name, file.type]), [
          [`${model.name}.wasm`, "application/wasm"],
        ]);
        const module = new WebAssembly.Module(moduleOf(model, relaxedSimd));
        assertEquals(WebAssembly.Module.imports(module), []);
        assertEquals(WebAssembly.Module.exports(module).map((entry) => entry.name).sort(), [
          ...["className", "classes", "features", "labels", "margins", "memory", "predict"],
          ...["reserve", "rowBytes", "score"],
        ]);
      }
    });

    it(`has at most ${CODE_BYTES} bytes of ${name} code beside the blob and the header`, () => {
      for (const model of cases) {
        const module = moduleOf(model, relaxedSimd);
        const header = readSections(module).find(({ id }) => id === 0)!.parts[0]!;
        assertLess(module.length - model.blob.length - header.length, CODE_BYTES + 1);
      }
    });

    it(`gives the same ${name} bytes for the same model`, () => {
      for (const model of cases) {
        assertEquals(moduleOf(model, relaxedSimd), moduleOf(model, relaxedSimd));
      }
    });

    const { reason, ignore } = needing("wasm-validate");
    it(`gives ${name} modules that wasm-validate takes${reason}`, { ignore }, async () => {
      const file = await Deno.makeTempFile({ suffix: ".wasm" });
      for (const model of cases) {
        await Deno.writeFile(file, moduleOf(model, relaxedSimd));
        await runOk(findProgram("wasm-validate")!, [...wabt, file]);
      }
      await Deno.remove(file);
    });
  }

  it("takes plain vectors if nothing else is asked for", () => {
    assertEquals(exportModel(digits, "wasm")[0]!.content, moduleOf(digits, false));
    assert(moduleOf(digits, false).length !== moduleOf(digits, true).length);
  });

  it("tells model, version, shape, classes and interface in its first section", () => {
    for (const model of cases) {
      const module = new WebAssembly.Module(moduleOf(model, false));
      const [section] = WebAssembly.Module.customSections(module, "rote");
      const text = new TextDecoder().decode(section);
      assert(text.startsWith(`${model.name}: a WebAssembly module without imports\nVersion `));
      assert(text.includes(`Version ${model.version}\nShape: ${model.model.features} features;`));
      assert(text.includes("reserve(rows)"));
      assert(/^[\n\x20-\x7e]+$/.test(text), text);
    }
  });

  it("refuses a module of more bytes than are allowed, and makes one of just as many", () => {
    const bytes = moduleOf(digits, false).length;
    assertEquals(exportWasm(digits, {}, bytes).length, 1);
    const error = assertThrows(() => exportWasm(digits, {}, bytes - 1), RoteError);
    assertEquals(error.code, "export_too_large");
  });
});

describe("readSections() and writeModule()", () => {
  it("give a module back as it was", async () => {
    const module = moduleOf((await randomCases())[0]!, false);
    assertEquals(writeModule(readSections(module)), module);
  });
});
