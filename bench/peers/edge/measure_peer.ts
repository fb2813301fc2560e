/**
 * One peer at the edge: what is shipped, the first answer of fresh processes in turns with processes
 * that load nothing, and warm answers, which are held against plain loops first.
 *
 * @module
 */

import { pathToFileURL } from "node:url";
import { aboveEmpty, COLD_ROUNDS } from "../../edge/cold_process.ts";
import { type EdgeLine, weigh } from "../../edge/edge_report.ts";
import { pathOf } from "../../paths.ts";
import { median, takeTurns } from "../../turns.ts";
import { versionOf } from "../installed_size.ts";
import { INPUTS, makeUpNetwork, predictPlainly } from "./dense.ts";
import type { EdgePeer } from "./peers.ts";
import { PROGRAM, ship } from "./ship.ts";

/** Most that an answer may be off: sums of floats depend on their order. */
const TOLERANCE = 1e-4;

/**
 * Measures a peer.
 *
 * @param rows rows x 784 floats
 */
export async function measurePeer(
  parent: string,
  peer: EdgePeer,
  rows: Float32Array<ArrayBuffer>,
): Promise<EdgeLine> {
  const folder = `${parent}/${peer.program}`;
  const { files, model } = await ship(folder, peer);
  const url = `${pathToFileURL(folder).href}/`;
  const empty = `${parent}/empty.mjs`;
  await Deno.writeTextFile(empty, "export const load = () => () => [0];\n");
  const times = await takeTurns({
    ours: () => run("first_answer.mjs", [url + PROGRAM, url]),
    empty: () => run("first_answer.mjs", [pathToFileURL(empty).href, url]),
  }, { rounds: COLD_ROUNDS, warmUp: 2 });

  const [rowFile, out] = [`${parent}/rows`, `${parent}/answers.json`];
  await Deno.writeFile(rowFile, new Uint8Array(rows.buffer));
  await run("time_answers.mjs", [url + PROGRAM, url, rowFile, out]);
  const { batches, singles, answers } = JSON.parse(await Deno.readTextFile(out));
  const expected = predictPlainly(makeUpNetwork(), rows);
  const off = expected.reduce(
    (most, value, row) => Math.max(most, Math.abs(value - answers[row])),
    answers.length === expected.length ? 0 : Infinity,
  );
  if (!(off <= TOLERANCE)) throw new Error(`${peer.peer}, ${peer.how}: answers are off by ${off}`);

  const paths = (names: readonly string[]) => names.map((name) => `${folder}/${name}`);
  const modelBytes = (await weigh(paths(model))).bytes.toLocaleString("en");
  return {
    what: `${peer.peer} ${versionOf(peer.packages[0]!)}, ${peer.how}`,
    ...await weigh(paths(files)),
    coldMilliseconds: aboveEmpty(times),
    rowMicroseconds: median(singles) * 1_000,
    rowsPerSecond: rows.length / INPUTS / median(batches) * 1_000,
    note: `${files.join(", ")}; the model has ${modelBytes} bytes`,
  };
}

/** A process that must succeed, and knows no configuration. */
async function run(script: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-config", "--location", "http://localhost/"],
      ...[pathOf(`peers/edge/${script}`), ...args],
    ],
    stdin: "null",
  }).output();
  if (!success) throw new Error(`${script} failed: ${new TextDecoder().decode(stderr)}`);
}
