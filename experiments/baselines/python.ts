/**
 * Runs the baselines in Python (`baselines.py`), where the libraries are installed. They are used
 * through the system's own Python: `apt-get install python3-sklearn python3-torch` on Debian.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import type { ImageSet } from "../../cli/data_sets/image_set.ts";
import { InputError } from "../../cli/failure.ts";
import { onInterrupt } from "../../cli/interrupt.ts";
import { rowsOf } from "../lab/task.ts";
import {
  type Baseline,
  type BaselineResult,
  type MethodDescription,
  METHODS,
  PACKAGES,
} from "./baseline.ts";

const SCRIPT = fileURLToPath(new URL("./baselines.py", import.meta.url));

/** The Pythons that are asked in turns, if none is named. Debian's own has Debian's packages. */
const PYTHONS = ["/usr/bin/python3", "python3"];

/** A Python and the versions of the modules that it has. */
export interface Python {
  readonly path: string;
  readonly modules: Readonly<Record<string, string>>;
}

/**
 * Finds the Python that has the most of the modules.
 *
 * @param given the only one to ask, if somebody named one
 * @returns nothing if there is no Python with NumPy
 * @throws {InputError} if the one that was named is none
 */
export async function findPython(given?: string): Promise<Python | undefined> {
  const python = await findBest(given === undefined ? PYTHONS : [given]);
  if (given !== undefined && !python) {
    throw new InputError(`${given} is no Python that has NumPy`);
  }
  return python;
}

async function findBest(candidates: readonly string[]): Promise<Python | undefined> {
  let best: Python | undefined;
  for (const path of candidates) {
    try {
      const { success, stdout } = await run(path, ["--versions"]);
      if (!success) continue;
      const modules: Record<string, string> = JSON.parse(stdout);
      const count = (python?: Python) => python ? Object.keys(python.modules).length : -1;
      if (Object.keys(modules).length > count(best)) best = { path, modules };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return best;
}

/** Why a baseline cannot be run, and what to do about it; nothing if it can. */
export function missingFor({ method }: Baseline, python: Python | undefined): string | undefined {
  const { module }: MethodDescription = METHODS[method];
  if (module === undefined) return undefined;
  if (python?.modules[module] !== undefined) return undefined;
  return `not run: needs ${module} for Python (Debian: apt-get install ${PACKAGES[module]})`;
}

/**
 * Runs a baseline.
 *
 * @throws {InputError} with the last line of what Python says, if it breaks
 */
export async function runBaseline(
  baseline: Baseline,
  images: ImageSet,
  python: Python,
): Promise<BaselineResult> {
  const folder = await Deno.makeTempDir({ prefix: "rote-baseline-" });
  using _ = onInterrupt(() => Deno.removeSync(folder, { recursive: true }));
  try {
    await writeTask(folder, images, baseline);
    const { success, stdout, stderr } = await run(python.path, [baseline.method, folder]);
    if (success) return JSON.parse(stdout);
    const reason = stderr.trimEnd().split("\n").at(-1);
    throw new InputError(`The baseline ${baseline.method} on ${images.name} broke: ${reason}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes the rows of the task as `baselines.py` reads them. */
async function writeTask(
  folder: string,
  images: ImageSet,
  { classes = "halves" }: Baseline,
): Promise<void> {
  const { height, width, channels } = images;
  const { training, test } = rowsOf(images, classes);
  const shape = { rows: training.rows.rows, testRows: test.rows.rows, height, width, channels };
  await Deno.writeTextFile(`${folder}/task.json`, JSON.stringify(shape));
  for (const [name, { rows, labels }] of Object.entries({ train: training, test })) {
    await Deno.writeFile(`${folder}/${name}.bits`, rows.bytes);
    await Deno.writeFile(`${folder}/${name}.labels`, labels);
  }
}

async function run(
  path: string,
  args: string[],
): Promise<{ success: boolean; stdout: string; stderr: string }> {
  const { success, stdout, stderr } = await new Deno.Command(path, {
    args: [SCRIPT, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
