/**
 * The target `es-module`: its size, its cold start in a fresh process, and in process rows one by one
 * against the library's `predictRow`, and batches.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import type { EdgeModel } from "../../lib/edge/mod.ts";
import { type BitMatrix, predictBatch, predictRow, rowAt } from "../../lib/mod.ts";
import type { Measurement } from "../measurement.ts";
import { median, ratioOf, takeTurns } from "../turns.ts";
import { measureColdProcesses } from "./cold_process.ts";
import { type EdgeLine, type EdgeReport, sizeOf } from "./edge_report.ts";
import { type EdgeScene, exportInto } from "./edge_scene.ts";

const ROUNDS = 15;
/** Most that a row may take, as a multiple of the library's time. */
const ROW_BAR = 1.5;
/** Most bytes beside the blob, which base64 makes four thirds as long. */
const CODE_BYTES = 5_120;

/**
 * Measures the target.
 *
 * @param larger a model with more wires, whose figures have no bar
 */
export async function measureModule(scene: EdgeScene, larger: EdgeScene): Promise<EdgeReport> {
  const { path, line } = await exportInto(scene, "es-module");
  const speed = await measureSpeed(scene, path, ROW_BAR);
  const largerSpeed = await measureSpeed(larger, (await exportInto(larger, "es-module")).path);
  const cold = await measureColdProcesses(scene, line.what, path);
  return {
    measurements: [
      sizeOf(line, 4 / 3 * scene.source.blob.length + CODE_BYTES),
      ...speed.measurements,
      ...largerSpeed.measurements,
      ...cold.measurements,
    ],
    lines: [{ ...line, ...speed.figures, coldMilliseconds: cold.onDeno }],
  };
}

async function measureSpeed(
  { source: { model }, rows }: EdgeScene,
  path: string,
  bar?: number,
): Promise<{ measurements: Measurement[]; figures: Partial<EdgeLine> }> {
  const module: EdgeModel = await import(pathToFileURL(path).href);
  assertEquals(module.predictBatch(rows.bytes), predictBatch(model, rows), "the batch");
  for (let row = 0; row < rows.rows; row++) {
    const packed = rowAt(rows, row);
    assertEquals(module.predict(packed), predictRow(model, packed), `row ${row}`);
  }
  const times = await takeTurns({
    module: () => countOnes(rows, module.predict),
    library: () => countOnes(rows, (row) => predictRow(model, row)),
    batch: () => void module.predictBatch(rows.bytes),
  }, { rounds: ROUNDS });
  const toMicroseconds = (all: number[]) => all.map((time) => time / rows.rows * 1_000);
  const oneRow = ratioOf(toMicroseconds(times.module), toMicroseconds(times.library));
  const rowsPerSecond = rows.rows / median(times.batch) * 1_000;
  const { arity } = model.layers[0]!;
  return {
    measurements: [{
      measure: `es-module, one packed row, k = ${arity}`,
      unit: "us",
      ...oneRow,
      against: "the library's predictRow",
      ...(bar === undefined ? {} : { bar: { atMost: bar } }),
    }, {
      measure: `es-module, batch of ${rows.rows.toLocaleString("en")}, k = ${arity}`,
      unit: "rows/s",
      ours: rowsPerSecond,
    }],
    figures: { rowMicroseconds: oneRow.ours, rowsPerSecond },
  };
}

/** Predicts the rows one by one; the sum keeps the answers from being left out as unused. */
function countOnes(
  rows: BitMatrix,
  predict: (row: Uint8Array) => { readonly label: number },
): number {
  let ones = 0;
  for (let row = 0; row < rows.rows; row++) ones += predict(rowAt(rows, row)).label;
  return ones;
}
