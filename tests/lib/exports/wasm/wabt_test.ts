/**
 * What exported modules answer outside of JavaScript: in wabt's interpreter. The host there is another
 * WebAssembly module, which shares the model's memory, carries the rows and asks for the answers.
 *
 * @module
 */
import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { canonicalCase, type ExportCase, randomCases } from "../cases.ts";
import { findProgram, needing, runOk } from "../tools.ts";
import { FLAVOURS, moduleOf } from "./modules.ts";

/** A script of assertions (WebAssembly's "wast"): the model, its host, and what each row must give. */
function scriptOf({ rows, labels, margins, scores }: ExportCase, module: Uint8Array): string {
  const count = rows.rows;
  return `(module $model binary "${escaped(module)}")
(register "model" $model)
(module $host
  (import "model" "memory" (memory 1))
  (import "model" "reserve" (func $reserve (param i32) (result i32)))
  (import "model" "predict" (func $predict (param i32)))
  (import "model" "labels" (func $labels (result i32)))
  (import "model" "margins" (func $margins (result i32)))
  (data $rows "${escaped(rows.bytes)}")
  (func (export "ask")
    (memory.init $rows (call $reserve (i32.const ${count}))
      (i32.const 0) (i32.const ${rows.bytes.length}))
    (call $predict (i32.const ${count})))
  (func (export "label") (param i32) (result i32)
    (i32.load8_u (i32.add (call $labels) (local.get 0))))
  (func (export "margin") (param i32) (result i32)
    (i32.load16_u (i32.add (call $margins) (i32.shl (local.get 0) (i32.const 1))))))
(assert_trap (invoke $model "predict" (i32.const 1)) "unreachable")
(assert_return (invoke $host "ask"))
${
    Array.from(labels, (label, row) =>
      `(assert_return (invoke $host "label" (i32.const ${row})) (i32.const ${label}))
(assert_return (invoke $host "margin" (i32.const ${row})) (i32.const ${margins[row]}))`).join("\n")
  }
(assert_return (invoke $model "score" (i32.const ${count - 1}) (i32.const 1))
  (f64.const ${scores[2 * count - 1]}))
(assert_trap (invoke $model "predict" (i32.const ${count + 1})) "unreachable")
`;
}

/** Bytes in a string of the text format. */
function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
}

describe("an exported wasm module in wabt's interpreter", () => {
  let cases: ExportCase[];
  beforeAll(async () => {
    cases = [await canonicalCase(), ...await randomCases()];
  });

  for (const { name, relaxedSimd, wabt } of FLAVOURS) {
    const { reason, ignore } = needing("wast2json", "spectest-interp");
    it(`gives the library's labels and margins (${name})${reason}`, { ignore }, async () => {
      const folder = await Deno.makeTempDir();
      for (const model of cases) {
        const script = scriptOf(model, moduleOf(model, relaxedSimd));
        await Deno.writeTextFile(`${folder}/model.wast`, script);
        const files = [`${folder}/model.wast`, "-o", `${folder}/model.json`];
        await runOk(findProgram("wast2json")!, [...wabt, ...files]);
        const { stdout } = await runOk(findProgram("spectest-interp")!, [
          ...wabt,
          `${folder}/model.json`,
        ]);
        // The last line says how many of all commands went well; modules may count, too.
        const [, passed, all] = /(\d+)\/(\d+) tests passed\.\s*$/.exec(stdout) ?? [];
        assertEquals(passed, all, `${model.name}\n${stdout.slice(0, 1_000)}`);
        assertGreaterOrEqual(Number(passed), 2 * model.labels.length + 4);
      }
      await Deno.remove(folder, { recursive: true });
    });
  }
});
