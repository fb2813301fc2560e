/**
 * Boosted tables as a WebAssembly module, in Deno: the library's labels and scores for any number of
 * rows, the names of the classes, and traps for what is out of range.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { SCORE_ONE } from "../../../../lib/scores/scores.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { type BoostedCase, boostedCaseOf, boostedCases } from "../boosted_cases.ts";
import { randomTables } from "../../kinds/boosted/random_tables.ts";
import { mixedRows } from "../cases.ts";
import { classNames, modelOf } from "./host.ts";
import { FLAVOURS, instanceOf, moduleOf } from "./modules.ts";

/** Numbers of rows around those where something changes: 128 for a vector. */
const COUNTS = [1, 2, 127, 128, 129, 1_003];

/** Most bytes of a module without its blob and its header. */
const CODE_BYTES = 8_192;

/** What a module exports for boosted tables only. */
interface Scores {
  scores(): number;
}

describe("exportWasm() of boosted tables", () => {
  let cases: BoostedCase[];
  beforeAll(async () => {
    cases = await boostedCases();
  });

  /** Asks about the first rows and compares with the library's answers. */
  function assertAnswers(instance: WebAssembly.Instance, one: BoostedCase, count: number): void {
    const { memory, reserve, predict, labels, score } = modelOf(instance);
    const { scores } = instance.exports as unknown as Scores;
    const classes = one.model.classes.length;
    const at = reserve(count);
    const bytes = new Uint8Array(memory.buffer);
    // What was there before must not matter.
    bytes.fill(0xff, at);
    bytes.set(one.rows.bytes.subarray(0, count * one.rows.stride), at);
    predict(count);
    assertSameNumbers(bytes.slice(labels(), labels() + count), one.labels.subarray(0, count));
    const expected = one.scores.subarray(0, count * classes);
    const units = new Uint16Array(memory.buffer, scores(), count * classes);
    assertSameNumbers(Float64Array.from(units, (unit) => unit / SCORE_ONE), expected, one.name);
    for (let index = 0; index < classes; index++) {
      assertEquals(score(count - 1, index), expected[(count - 1) * classes + index]);
    }
  }

  for (const { name, relaxedSimd } of FLAVOURS) {
    it(`gives the library's labels and scores (${name})`, () => {
      for (const one of cases) assertAnswers(instanceOf(one, relaxedSimd), one, one.rows.rows);
    });

    it(`gives them for any number of rows, one after the other (${name})`, () => {
      const one = cases[5]!;
      const instance = instanceOf(one, relaxedSimd);
      for (const count of [...COUNTS, ...[...COUNTS].reverse()]) {
        assertAnswers(instance, one, count);
      }
    });
  }

  it("gives them beyond a block of rows", async () => {
    const tables = randomTables(1, { features: 30, classes: 5, width: 40, arity: 6, splits: 7 });
    const one = await boostedCaseOf("blocks", tables, mixedRows(1, 30, 4_500));
    assertAnswers(instanceOf(one), one, 4_500);
  });

  it("says what it reads and what its classes are called", () => {
    for (const { name, model, ...one } of cases) {
      const instance = instanceOf({ name, model, ...one });
      const { features, rowBytes, classes } = modelOf(instance);
      assertEquals([features(), classes()], [model.features, model.classes.length]);
      assertEquals(rowBytes(), one.rows.stride);
      assertEquals(classNames(instance), [...model.classes]);
    }
  });

  it("traps outside of rows and classes", () => {
    const { reserve, predict, score, className, classes } = modelOf(instanceOf(cases[2]!));
    reserve(3);
    predict(3);
    predict(0);
    for (
      const ask of [
        () => predict(4),
        () => score(3, 0),
        () => score(0, classes()),
        () => className(classes()),
      ]
    ) {
      assertThrows(ask, WebAssembly.RuntimeError);
    }
    assertEquals(reserve(0xffff_ffff), 0);
    score(2, 0);
  });

  it(`has no imports, and less than ${CODE_BYTES} bytes of code`, () => {
    for (const { relaxedSimd } of FLAVOURS) {
      const bytes = moduleOf(cases[0]!, relaxedSimd);
      const module = new WebAssembly.Module(bytes);
      assertEquals(WebAssembly.Module.imports(module), []);
      const [header] = WebAssembly.Module.customSections(module, "rote");
      const code = bytes.length - cases[0]!.blob.length - header!.byteLength;
      assert(code < CODE_BYTES, `${code} bytes`);
    }
  });
});
