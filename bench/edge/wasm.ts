/**
 * The target `wasm`: its cold start in a fresh Deno process, and in process batches against the
 * library's fastest kernels, and rows one by one.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type BitMatrix, type Margins, predictMargins, rowAt } from "../../lib/mod.ts";
import { median, ratioOf, takeTurns } from "../turns.ts";
import { measureColdProcesses } from "./cold_process.ts";
import type { EdgeReport } from "./edge_report.ts";
import { type EdgeScene, exportInto } from "./edge_scene.ts";

const ROUNDS = 41;
/** Most that a batch may take, as a multiple of the library's time. */
const BATCH_BAR = 1.2;

/** What a module exports that the benchmark calls; addresses are offsets in its memory. */
interface WasmModel {
  readonly memory: WebAssembly.Memory;
  reserve(rows: number): number;
  predict(rows: number): void;
  labels(): number;
  margins(): number;
}

/**
 * Measures the target.
 *
 * @param relaxedSimd with relaxed vectors: no bar, as not every host has them
 */
export async function measureWasm(scene: EdgeScene, relaxedSimd: boolean): Promise<EdgeReport> {
  const { source: { model }, rows } = scene;
  const { path, line } = await exportInto(scene, "wasm", { relaxedSimd });
  const what = relaxedSimd ? "wasm, relaxed SIMD" : "wasm";
  const { instance } = await WebAssembly.instantiate(await Deno.readFile(path));
  const exported = instance.exports as unknown as WasmModel;
  const expected = predictMargins(model, rows);
  assertEquals(predictAll(exported, rows), expected, what);
  assertEquals(predictEach(exported, rows), expected.labels, `${what}, row by row`);
  const times = await takeTurns({
    wasm: () => void predictAll(exported, rows),
    library: () => void predictMargins(model, rows),
  }, { rounds: ROUNDS, warmUp: 3 });
  const { each } = await takeTurns({ each: () => void predictEach(exported, rows) }, { rounds: 5 });
  const batch = ratioOf(times.wasm, times.library);
  // Node 20 and others have no relaxed vectors; nothing else about the start is different.
  const cold = relaxedSimd
    ? undefined
    : await measureColdProcesses(scene, what, await writeModule(path));
  return {
    measurements: [{
      measure: `${what}, batch of ${rows.rows.toLocaleString("en")}, k = 8`,
      unit: "ms",
      ...batch,
      against: "the library's predictMargins",
      ...(relaxedSimd ? {} : { bar: { atMost: BATCH_BAR } }),
    }, ...cold?.measurements ?? []],
    lines: [{
      ...line,
      what,
      ...(cold ? { coldMilliseconds: cold.onDeno } : {}),
      rowMicroseconds: median(each) / rows.rows * 1_000,
      rowsPerSecond: rows.rows / batch.ours * 1_000,
    }],
  };
}

/** Predicts all rows in one call. Rows and answers are copied, as any host must. */
function predictAll(model: WasmModel, rows: BitMatrix): Margins {
  const at = model.reserve(rows.rows);
  if (at === 0) throw new RangeError("There is no room for the rows");
  // The memory may have grown: its buffer is looked at after `reserve`.
  const memory = new Uint8Array(model.memory.buffer);
  memory.set(rows.bytes, at);
  model.predict(rows.rows);
  return {
    labels: memory.slice(model.labels(), model.labels() + rows.rows),
    margins: new Uint16Array(model.memory.buffer, model.margins(), rows.rows).slice(),
  };
}

/** Predicts the rows one by one. */
function predictEach(model: WasmModel, rows: BitMatrix): Uint8Array {
  const labels = new Uint8Array(rows.rows);
  const at = model.reserve(1);
  const memory = new Uint8Array(model.memory.buffer);
  for (let row = 0; row < rows.rows; row++) {
    memory.set(rowAt(rows, row), at);
    model.predict(1);
    labels[row] = memory[model.labels()]!;
  }
  return labels;
}

/** A module beside the WebAssembly that predicts a row with it, as a user on a server writes it. */
async function writeModule(wasm: string): Promise<string> {
  const path = `${wasm}.mjs`;
  await Deno.writeTextFile(
    path,
    `import { readFile } from "node:fs/promises";

const bytes = await readFile(new URL("${wasm.slice(wasm.lastIndexOf("/") + 1)}", import.meta.url));
const { instance } = await WebAssembly.instantiate(bytes);
const { memory, reserve, predict: predictRows, labels } = instance.exports;

export function predict(bits) {
  const at = reserve(1);
  const bytes = new Uint8Array(memory.buffer);
  for (let i = 0; i < bits.length; i++) bytes[at + (i >> 3)] |= Number(bits[i]) << (i & 7);
  predictRows(1);
  return { label: bytes[labels()] };
}
`,
  );
  return path;
}
