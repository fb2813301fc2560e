/**
 * The peers at the edge: what a JavaScript user would ship in place of an exported model. `main.ts
 * --json OUT` measures one after the other and writes their lines as JSON to OUT. Run it with the
 * configuration of `bench/peers/`.
 *
 * @module
 */
// deno-lint-ignore-file no-console -- a command-line door: this is its output.

import { parseArgs } from "node:util";
import type { EdgeLine } from "../../edge/edge_report.ts";
import { loadDigits } from "../../digits.ts";
import { EDGE_PEERS } from "./peers.ts";
import { measurePeer } from "./measure_peer.ts";

if (import.meta.main) {
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  const { rows, columns, stride, bytes } = (await loadDigits()).test.rows;
  const floats = Float32Array.from(
    { length: rows * columns },
    (_, bit) => {
      const column = bit % columns;
      return bytes[(bit - column) / columns * stride + (column >>> 3)]! >>> (column & 7) & 1;
    },
  );
  const folder = await Deno.makeTempDir({ prefix: "rote-edge-" });
  const lines: EdgeLine[] = [];
  try {
    for (const peer of EDGE_PEERS) {
      console.error(`${peer.peer}, ${peer.how} ...`);
      lines.push(await measurePeer(folder, peer, floats));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  const json = JSON.stringify(lines, null, 2);
  if (values.json === undefined) console.log(json);
  else await Deno.writeTextFile(values.json, json);
}
