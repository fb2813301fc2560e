/**
 * Cold starts: a fresh process imports a module and answers one row; the same process with an empty
 * module in its place is taken off. Each runtime that is on this machine takes part.
 *
 * @module
 */

import { pathToFileURL } from "node:url";
import type { Measurement } from "../measurement.ts";
import { pathOf } from "../paths.ts";
import { median, takeTurns } from "../turns.ts";
import type { EdgeScene, FirstRow } from "./edge_scene.ts";

/** Rounds of a cold start: processes take as long as they like. */
export const COLD_ROUNDS = 21;
/** Most milliseconds above what is empty. */
export const COLD_BAR = 50;

/** How each runtime runs a module. */
const RUNTIMES: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "Deno", command: [Deno.execPath(), "run", "-A", "--no-config"] },
  { name: "Node", command: ["node"] },
  { name: "Bun", command: ["bun"] },
];

/** What the cold starts of a module take. */
export interface ColdStarts {
  readonly measurements: readonly Measurement[];
  /** Milliseconds above an empty module, on Deno. */
  readonly onDeno: number;
}

/**
 * Measures cold starts.
 *
 * @param what what is imported, for the table
 * @param path a module that exports `predict`
 */
export async function measureColdProcesses(
  { folder, first }: EdgeScene,
  what: string,
  path: string,
): Promise<ColdStarts> {
  const empty = `${folder}/empty.mjs`;
  await Deno.writeTextFile(empty, `export const predict = () => ({ label: ${first.label} });\n`);
  const measurements: Measurement[] = [];
  const absent: string[] = [];
  for (const { name, command } of RUNTIMES) {
    if (!await isThere(command[0]!)) {
      absent.push(name);
      continue;
    }
    const times = await takeTurns({
      ours: () => answerOnce(command, path, first),
      empty: () => answerOnce(command, empty, first),
    }, { rounds: COLD_ROUNDS, warmUp: 2 });
    measurements.push({
      measure: `${what}, ${name}: cold import to first answer, above an empty module`,
      unit: "ms",
      ours: aboveEmpty(times),
      bar: { atMost: COLD_BAR },
      note: `the whole process ${median(times.ours).toFixed(1)} ms, ` +
        `with an empty module ${median(times.empty).toFixed(1)} ms`,
    });
  }
  // Deno, which runs this, is always among them.
  const [onDeno, ...others] = measurements as [Measurement, ...Measurement[]];
  const note = [onDeno.note, ...absent.map((name) => `there is no ${name} here`)].join("; ");
  return { measurements: [{ ...onDeno, note }, ...others], onDeno: onDeno.ours };
}

/** The median of the rounds' own differences. */
export function aboveEmpty(
  { ours, empty }: { readonly ours: readonly number[]; readonly empty: readonly number[] },
): number {
  return median(ours.map((time, round) => time - empty[round]!));
}

/** True if a program is on this machine. */
export async function isThere(program: string): Promise<boolean> {
  try {
    const child = new Deno.Command(program, { args: ["--version"], stdin: "null" });
    return (await child.output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * One process, from its start to its end.
 *
 * @throws {Error} if it gives another answer
 */
export async function answerOnce(
  [program, ...args]: readonly string[],
  module: string,
  { bits, label }: Pick<FirstRow, "bits" | "label">,
): Promise<void> {
  const { stdout, stderr } = await new Deno.Command(program!, {
    args: [...args, pathOf("edge/first_answer.mjs"), pathToFileURL(module).href, bits],
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (text(stdout).trim() !== String(label)) {
    throw new Error(`${program} answered ${text(stdout)}${text(stderr)}`);
  }
}
