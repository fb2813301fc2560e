/**
 * What a user would take in place of an export, measured in a process of its own: the peers' packages
 * are known to `peers/deno.json` alone.
 *
 * @module
 */

import { pathOf } from "../paths.ts";
import type { EdgeLine } from "./edge_report.ts";

/**
 * Runs the peers; what they do is written to the terminal as it happens.
 *
 * @throws {Error} if a peer breaks
 */
export async function measureEdgePeers(folder: string): Promise<EdgeLine[]> {
  const report = `${folder}/edge_peers.json`;
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--config", pathOf("peers/deno.json")],
      ...[pathOf("peers/edge/main.ts"), "--json", report],
    ],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (!success) throw new Error("A peer broke; its lines above say how");
  return JSON.parse(await Deno.readTextFile(report));
}
