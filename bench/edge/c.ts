/**
 * The target `c`: one file, compiled by the system's C compiler and driven by `driver.c`, row by row,
 * against the library's `predictRow`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { predictMargins, predictRow, rowAt } from "../../lib/mod.ts";
import { pathOf } from "../paths.ts";
import { ratioOf, takeTurns } from "../turns.ts";
import type { EdgeReport } from "./edge_report.ts";
import { type EdgeScene, exportInto } from "./edge_scene.ts";

const ROUNDS = 15;
/** Passes over the rows that one run of the driver times. */
const PASSES = 3;
/** Most that a row may take, as a multiple of the library's time. */
const ROW_BAR = 1;
/** The flags of an ordinary build. */
const FLAGS = ["-std=c99", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/** Measures the target; where there is no compiler, its size alone. */
export async function measureC(scene: EdgeScene): Promise<EdgeReport> {
  const { rows, source: { model } } = scene;
  const { path, line } = await exportInto(scene, "c");
  const driver = await compileDriver(scene, path);
  if (typeof driver === "string") return { measurements: [], lines: [{ ...line, note: driver }] };
  const { labels } = await driver.drive(1);
  assertEquals(labels, predictMargins(model, rows).labels, "the labels of C");
  const inC: number[] = [];
  const times = await takeTurns({
    c: async () => void inC.push((await driver.drive(PASSES)).rowMicroseconds),
    library: () => {
      let ones = 0;
      for (let row = 0; row < rows.rows; row++) ones += predictRow(model, rowAt(rows, row)).label;
      return ones;
    },
  }, { rounds: ROUNDS });
  const library = times.library.map((time) => time / rows.rows * 1_000);
  const oneRow = ratioOf(inC.slice(-ROUNDS), library);
  return {
    measurements: [{
      measure: "c (cc -O2), one row, k = 8",
      unit: "us",
      ...oneRow,
      against: "the library's predictRow",
      bar: { atMost: ROW_BAR },
    }],
    lines: [{
      ...line,
      rowMicroseconds: oneRow.ours,
      rowsPerSecond: 1e6 / oneRow.ours,
      note: `${line.note}, ${driver.compiledBytes.toLocaleString("en")} bytes compiled`,
    }],
  };
}

/** A compiled model with its driver. */
interface Driver {
  /** Bytes of the model's object file. */
  readonly compiledBytes: number;
  /** Predicts all rows, one by one, so many times. */
  drive(passes: number): Promise<{ labels: Uint8Array; rowMicroseconds: number }>;
}

/** Compiles an exported C file, its header beside it; says why where that is not possible. */
export async function compileDriver(
  { folder, rows }: Pick<EdgeScene, "folder" | "rows">,
  path: string,
): Promise<Driver | string> {
  const [object, program] = [`${folder}/model.o`, `${folder}/driver`];
  const [rowFile, labelFile] = [`${folder}/rows`, `${folder}/labels`];
  try {
    await run("cc", [...FLAGS, "-c", path, "-o", object]);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "there is no C compiler (cc) here";
    throw error;
  }
  await run("cc", [...FLAGS, "-I", folder, pathOf("edge/driver.c"), object, "-o", program]);
  await Deno.writeFile(rowFile, rows.bytes);
  return {
    compiledBytes: (await Deno.stat(object)).size,
    async drive(passes) {
      const nanoseconds = Number(await run(program, [rowFile, labelFile, String(passes)]));
      return {
        labels: await Deno.readFile(labelFile),
        rowMicroseconds: nanoseconds / 1_000 / rows.rows,
      };
    },
  };
}

/** Runs a program that must succeed; what it prints. */
async function run(program: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`${program} failed: ${text(stderr)}`);
  return text(stdout);
}
