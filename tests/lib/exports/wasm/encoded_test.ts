/**
 * Models of numbers and categories as WebAssembly modules, in Deno: the library's labels and scores
 * for any values and any number of rows, the columns beside it, and no room where there is none.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { doublesOf, type EncodedCase, encodedCases } from "../encoded_cases.ts";
import { classNames, type ExportedModel, modelOf } from "./host.ts";
import { FLAVOURS, instanceOf, moduleOf } from "./modules.ts";

/** Most bytes of a module without its blob and its header. */
const CODE_BYTES = 9_216;

/** A column of the file beside the module. */
interface Column {
  readonly name: string;
  readonly kind: "number" | "category";
  readonly categories?: readonly string[];
}

describe("exportWasm() of models of numbers and categories", () => {
  let cases: EncodedCase[];
  beforeAll(async () => {
    cases = [...await encodedCases(), ...await encodedCases(true)].filter(({ model }) => {
      return model.model.kind === "network" || model.model.kind === "boosted";
    });
  });

  const columnsOf = (one: EncodedCase): Column[] =>
    JSON.parse(exportModel(one, "wasm")[1]!.content as string).columns;

  function assertAnswers(instance: WebAssembly.Instance, one: EncodedCase, count: number): void {
    const { memory, reserve, predict, labels, score, rowBytes } = modelOf(instance);
    const at = reserve(count);
    assert(at > 0 && at % 8 === 0);
    // What was there before must not matter.
    new Uint8Array(memory.buffer).fill(0xff, at);
    const { length: width } = one.model.encoder.columns;
    const values = doublesOf(one).subarray(0, count * width);
    assertEquals(values.byteLength, count * rowBytes());
    new Float64Array(memory.buffer).set(values, at / 8);
    predict(count);
    const found = new Uint8Array(memory.buffer).slice(labels(), labels() + count);
    assertSameNumbers(found, one.labels.subarray(0, count), one.name);
    const { length } = one.model.classes;
    const scores = Float64Array.from(
      { length: count * length },
      (_, i) => score(Math.floor(i / length), i % length),
    );
    assertSameNumbers(scores, one.scores.subarray(0, count * length), one.name);
  }

  for (const { name, relaxedSimd } of FLAVOURS) {
    it(`gives the library's labels and scores (${name})`, () => {
      for (const one of cases) assertAnswers(instanceOf(one, relaxedSimd), one, one.table.rows);
    });
  }

  it("gives them for any number of rows, one after the other", () => {
    for (const one of [cases[2]!, cases[6]!]) {
      const instance = instanceOf(one);
      for (const count of [1, 307, 2, 128, 129, 1]) assertAnswers(instance, one, count);
    }
  });

  it("sets no bit for what is no index of a category", () => {
    const one = cases.find(({ model }) =>
      model.encoder.columns.some(({ kind, ...own }) =>
        kind === "category" && "categories" in own && own.categories.length > 1
      )
    )!;
    const instance = instanceOf(one);
    const { memory, reserve, predict, score } = modelOf(instance);
    const columns = columnsOf(one);
    const ask = (category: number) => {
      const at = reserve(1);
      const values = new Float64Array(memory.buffer, at, columns.length);
      columns.forEach(({ kind }, index) => values[index] = kind === "number" ? 0 : category);
      predict(1);
      return score(0, 0);
    };
    const unseen = ask(-1);
    for (const value of [-0.5, 0.5, 1e9, 4294967296, Infinity, -Infinity, 1e300]) {
      assertEquals(ask(value), unseen, String(value));
    }
  });

  it("says what it reads, and its columns are those of the encoder", () => {
    for (const one of cases) {
      const { encoder, classes } = one.model;
      const instance = instanceOf(one);
      const model = modelOf(instance) as ExportedModel & { columns(): number };
      assertEquals(model.columns(), encoder.columns.length);
      assertEquals(model.features(), one.model.features);
      assertEquals(model.rowBytes(), 8 * encoder.columns.length);
      assertEquals(classNames(instance), [...classes]);
      assertEquals(
        columnsOf(one),
        encoder.columns.map((column): Column => {
          const { name, kind } = column;
          return kind === "number" ? { name, kind } : { name, kind, categories: column.categories };
        }),
      );
    }
  });

  it("traps outside of rows, and has no room for too many", () => {
    const one = cases[2]!;
    const instance = instanceOf(one);
    const { reserve, predict, score } = modelOf(instance);
    reserve(3);
    predict(3);
    assertThrows(() => predict(4), WebAssembly.RuntimeError);
    for (const rows of [0xffff_ffff, 0x7fff_ffff, 0x0800_0000]) assertEquals(reserve(rows), 0);
    predict(3);
    score(2, 0);
    assertAnswers(instance, one, 5);
  });

  it(`has no imports, and less than ${CODE_BYTES} bytes of code`, () => {
    for (const { relaxedSimd } of FLAVOURS) {
      const one = cases[0]!;
      const bytes = moduleOf(one, relaxedSimd);
      const module = new WebAssembly.Module(bytes);
      assertEquals(WebAssembly.Module.imports(module), []);
      const [header] = WebAssembly.Module.customSections(module, "rote");
      const code = bytes.length - one.blob.length - header!.byteLength;
      assert(code < CODE_BYTES, `${code} bytes`);
    }
  });

  it("is refused when it would be too large, its columns included", () => {
    const [module, columns] = exportModel(cases[1]!, "wasm");
    const length = module!.content.length + columns!.content.length;
    exportModel(cases[1]!, "wasm", {}, length);
    assertRefused("export_too_large", () => exportModel(cases[1]!, "wasm", {}, length - 1));
  });
});
