/**
 * The peers' part of the benchmark, run in a process of its own: their packages are known to
 * `peers/deno.json` alone, so that the product does not carry them.
 *
 * @module
 */

import { pathOf } from "./paths.ts";

/** One line of the peers' table (`peers/peer_row.ts`); without figures, the note says why. */
export interface PeerLine {
  readonly peer: string;
  readonly version: string;
  readonly what: string;
  readonly installedBytes: number;
  readonly note?: string;
  readonly trainRows?: number;
  readonly testRows?: number;
  readonly testAccuracy?: number;
  readonly trainSeconds?: number;
  readonly rowsPerSecond?: number;
  readonly modelBytes?: number;
}

/**
 * Runs the peers; what they do is written to the terminal as it happens.
 *
 * @param quick few rows: shows that everything runs, and no more
 * @throws {Error} if a peer breaks
 */
export async function measurePeers(folder: string, quick: boolean): Promise<PeerLine[]> {
  const report = `${folder}/peers.json`;
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--config", pathOf("peers/deno.json"), pathOf("peers/main.ts")],
      ...["--json", report],
      ...(quick ? ["--quick"] : []),
    ],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (!success) throw new Error("A peer broke; its lines above say how");
  return JSON.parse(await Deno.readTextFile(report)).rows;
}
