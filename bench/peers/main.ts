/**
 * The benchmark of the peers: what a JavaScript user would take in place of Rote, on Binary-MNIST
 * with the same bits. `main.ts [--json OUT] [--quick]` runs one contender after the other and
 * writes the rows as JSON to OUT. Run it with this folder's configuration: the product's own does
 * not know the peers' packages.
 *
 * @module
 */
// deno-lint-ignore-file no-console -- a command-line door: this is its output.

import { parseArgs } from "node:util";
import { loadDigits } from "../digits.ts";
import { listContenders } from "./contenders.ts";
import { describeRow, measurePeer, type PeerRow } from "./peer_row.ts";

if (import.meta.main) {
  const { values } = parseArgs({
    options: { json: { type: "string" }, quick: { type: "boolean", default: false } },
  });
  const { source } = await loadDigits();
  console.log(`Data: ${source === "MNIST" ? "Binary-MNIST" : "made-up digits"}`);
  const rows: PeerRow[] = [];
  for (const contender of listContenders(values.quick)) {
    console.log(`\n${contender.peer}, ${contender.what} ...`);
    const row = await measurePeer(contender, values.quick);
    rows.push(row);
    console.log(describeRow(row));
  }
  if (values.json !== undefined) {
    await Deno.writeTextFile(values.json, JSON.stringify({ source, rows }, null, 2) + "\n");
  }
  // Out of time is a result; a contender that breaks is a mistake of ours.
  if (rows.some((row) => row.note?.startsWith("failed"))) Deno.exitCode = 1;
}
