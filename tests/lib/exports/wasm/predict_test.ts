/**
 * What exported modules answer in Deno and in Node.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { selectRows } from "../../../../lib/rows/bit_matrix.ts";
import type { Margins } from "../../../../lib/kinds/network/predict_batch.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { randomNetwork } from "../../random_data.ts";
import { canonicalCase, caseOf, type ExportCase, mixedRows, randomCases } from "../cases.ts";
import { findProgram, needing, runOk } from "../tools.ts";
import { classNames, modelOf, predictWith } from "./host.ts";
import { FLAVOURS, instanceOf, moduleOf } from "./modules.ts";

/** Numbers of rows around those where something changes: 32 for few rows, 128 for a vector. */
const COUNTS = [1, 2, 31, 32, 33, 127, 128, 129, 1_003];

/** Checks labels and margins, all rows of a case or the first ones. */
function assertAnswers({ labels, margins }: Margins, expected: Margins, message: string): void {
  assertSameNumbers(labels, expected.labels.subarray(0, labels.length), `labels of ${message}`);
  assertSameNumbers(margins, expected.margins.subarray(0, margins.length), `margins of ${message}`);
}

/** The first rows of a case. */
function firstRows({ rows }: ExportCase, count: number) {
  return selectRows(rows, Uint32Array.from({ length: count }, (_, row) => row));
}

/** Everything from the rows to the end of the memory set to `byte`: what was there must not matter. */
function soil(instance: WebAssembly.Instance, rows: number, byte: number): void {
  const { memory, reserve } = modelOf(instance);
  const at = reserve(rows);
  new Uint8Array(memory.buffer, at).fill(byte);
}

describe("an exported wasm module", () => {
  let digits: ExportCase;
  let cases: ExportCase[];
  beforeAll(async () => {
    digits = await canonicalCase();
    cases = [digits, ...await randomCases()];
  });

  for (const { name, relaxedSimd } of FLAVOURS) {
    it(`answers as the library, for growing and shrinking numbers of rows (${name})`, () => {
      for (const model of cases) {
        const instance = instanceOf(model, relaxedSimd);
        for (const count of [...COUNTS, ...COUNTS.toReversed()]) {
          soil(instance, count, 0xa5);
          const answers = predictWith(instance, firstRows(model, count));
          assertEquals(answers.labels.length, count);
          assertAnswers(answers, model, `${model.name}, ${count} rows`);
        }
      }
    });

    it(`answers as the library for several blocks of rows (${name})`, async () => {
      // Blocks have 2,048 rows, and 8,192 with more than 12 wires.
      for (const [arity, count] of [[4, 4_500], [12, 4_097], [13, 16_500]] as const) {
        const layers = [{ width: 15, arity }, { width: 14, arity }, { width: 1, arity }];
        const network = randomNetwork(arity, { features: 21, layers });
        const model = await caseOf("blocks", network, mixedRows(arity, 21, count));
        const instance = instanceOf(model, relaxedSimd);
        soil(instance, count, 0xff);
        assertAnswers(predictWith(instance, model.rows), model, `${arity} wires, ${count} rows`);
      }
    });

    it(`answers as the library for each arity in each layer (${name})`, async () => {
      for (let arity = 1; arity <= 16; arity++) {
        const layers = [{ width: 17, arity }, { width: 19, arity }, { width: 1, arity }];
        const network = randomNetwork(arity, { features: 30, layers });
        const model = await caseOf("arity", network, mixedRows(arity, 30, 300));
        const instance = instanceOf(model, relaxedSimd);
        for (const count of [300, 20]) {
          const answers = predictWith(instance, firstRows(model, count));
          assertAnswers(answers, model, `${arity} wires, ${count} rows`);
        }
      }
    });
  }

  it("answers as the library with one feature, and with the most features and LUTs of a layer", async () => {
    const narrow = [{ width: 1, arity: 1 }, { width: 1, arity: 1 }];
    const wide = [{ width: 65_536, arity: 2 }, { width: 65_536, arity: 1 }, {
      width: 1,
      arity: 16,
    }];
    for (const [features, layers] of [[1, narrow], [65_536, wide]] as const) {
      const network = randomNetwork(3, { features, layers });
      const model = await caseOf("bounds", network, mixedRows(3, features, 40));
      assertAnswers(predictWith(instanceOf(model), model.rows), model, `${features} features`);
    }
  });

  it("tells features, bytes of a row, and classes with their names", () => {
    for (const model of cases) {
      const instance = instanceOf(model);
      const { features, rowBytes, classes } = modelOf(instance);
      assertEquals(features(), model.model.features);
      assertEquals(rowBytes(), model.rows.stride);
      assertEquals(classes(), 2);
      assertEquals(classNames(instance), [...model.model.classes]);
    }
  });

  it("gives the library's scores", () => {
    for (const model of cases.slice(0, 5)) {
      const instance = instanceOf(model);
      predictWith(instance, model.rows);
      const { score } = modelOf(instance);
      const scores = Float64Array.from(model.scores, (_, at) => score(at >> 1, at & 1));
      assertSameNumbers(scores, model.scores, model.name);
    }
  });

  it("pays no heed to the unused bits of a row's last byte", () => {
    assert(cases.some(({ model }) => model.features % 8 !== 0));
    for (const model of cases) {
      const { columns, stride, bytes, rows } = model.rows;
      const unused = (0xff << (columns % 8)) & 0xff;
      const dirty = bytes.map((byte, at) =>
        columns % 8 > 0 && at % stride === stride - 1 ? byte | unused : byte
      );
      const answers = predictWith(instanceOf(model), { rows, bytes: dirty });
      assertAnswers(answers, model, model.name);
    }
  });

  it("predicts fewer rows than reserved, and leaves the other answers alone", () => {
    const { memory, reserve, predict, labels, margins } = modelOf(instanceOf(digits));
    const at = reserve(1_003);
    const bytes = new Uint8Array(memory.buffer);
    bytes.set(digits.rows.bytes, at);
    bytes.fill(0xa5, labels(), margins() + 2 * 1_003);
    predict(0);
    const canaries = new Uint8Array(margins() + 2 * 1_003 - labels()).fill(0xa5);
    assertEquals(bytes.slice(labels(), margins() + 2 * 1_003), canaries);
    predict(40);
    assertEquals(bytes.slice(labels(), labels() + 40), digits.labels.slice(0, 40));
    assertEquals(bytes.slice(labels() + 40, margins()), canaries.slice(labels() + 40 - margins()));
    assertEquals(bytes.slice(margins() + 80, margins() + 2 * 1_003), canaries.slice(-1_926));
  });

  it("traps, and writes nothing, where more rows are predicted than reserved", () => {
    const { memory, reserve, predict, score } = modelOf(instanceOf(digits));
    const fresh = modelOf(instanceOf(digits));
    assertThrows(() => fresh.predict(1), WebAssembly.RuntimeError);
    reserve(5_000);
    reserve(10);
    const before = new Uint8Array(memory.buffer).slice();
    for (const rows of [11, 5_000, 0x7fffffff, -1]) {
      assertThrows(() => predict(rows), WebAssembly.RuntimeError, "unreachable");
      assertThrows(() => score(rows - 1, 0), WebAssembly.RuntimeError, "unreachable");
    }
    assertSameNumbers(new Uint8Array(memory.buffer), before, "memory");
    assertThrows(() => score(0, 2), WebAssembly.RuntimeError, "unreachable");
  });

  it("traps where a class is named that is not there", () => {
    const { className } = modelOf(instanceOf(digits));
    for (const index of [2, -1]) {
      assertThrows(() => className(index), WebAssembly.RuntimeError, "unreachable");
    }
  });

  it("writes nothing behind the room for its rows, and the blob stays as it is", () => {
    for (const model of cases) {
      const instance = instanceOf(model);
      const { memory, reserve } = modelOf(instance);
      reserve(20_000);
      reserve(33);
      const behind = memory.buffer.byteLength - 100_000;
      new Uint8Array(memory.buffer).fill(0xa5, behind);
      predictWith(instance, firstRows(model, 33));
      const bytes = new Uint8Array(memory.buffer);
      assertSameNumbers(bytes.subarray(behind), new Uint8Array(100_000).fill(0xa5), model.name);
      assertSameNumbers(bytes.slice(65_536, 65_536 + model.blob.length), model.blob, model.name);
    }
  });

  it("has no room for more than 2 GiB, and then keeps what was reserved", () => {
    const instance = instanceOf(digits);
    const { memory, reserve, predict, labels } = modelOf(instance);
    predictWith(instance, digits.rows);
    const places = [labels(), memory.buffer.byteLength];
    for (const rows of [-1, 0x7fffffff, 22_000_000]) assertEquals(reserve(rows), 0);
    assertEquals([labels(), memory.buffer.byteLength], places);
    predict(1_003);
    assertEquals(new Uint8Array(memory.buffer, labels(), 1_003), digits.labels);
  });

  it("needs little memory for few rows of a large network", async () => {
    const layers = [{ width: 65_536, arity: 2 }, { width: 1, arity: 16 }];
    const network = randomNetwork(1, { features: 65_536, layers });
    const model = await caseOf("large", network, mixedRows(1, 65_536, 1));
    const instance = instanceOf({ ...model });
    predictWith(instance, model.rows);
    assertGreater(8 * 1_048_576, modelOf(instance).memory.buffer.byteLength);
  });

  const { reason, ignore } = needing("node");
  it(`answers the same in Node${reason}`, { ignore }, async () => {
    const folder = await Deno.makeTempDir();
    const list = cases.map(({ rows }, index) => ({ name: `case${index}`, rows: rows.rows }));
    await Deno.writeTextFile(`${folder}/cases.json`, JSON.stringify(list));
    for (const [index, model] of cases.entries()) {
      const answers = Uint16Array.from(
        { length: 2 * model.labels.length },
        (_, at) => at % 2 === 0 ? model.labels[at >> 1]! : model.margins[at >> 1]!,
      );
      await Deno.writeFile(`${folder}/case${index}.wasm`, moduleOf(model, false));
      await Deno.writeFile(`${folder}/case${index}.rows`, model.rows.bytes);
      await Deno.writeFile(`${folder}/case${index}.answers`, new Uint8Array(answers.buffer));
    }
    const script = new URL("node_host.mjs", import.meta.url).pathname;
    const { stdout } = await runOk(findProgram("node")!, [script, folder]);
    const right = Object.fromEntries(list.map(({ name }) => [name, 0]));
    assertEquals(JSON.parse(stdout), right);
    await Deno.remove(folder, { recursive: true });
  });
});
