/**
 * `deno task bench`: every figure of `docs/performance.md` and `docs/edge.md`, measured here and now.
 * Contenders first prove that they give the same answers, then run in turns.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- the door of the benchmark speaks to whoever runs it

import { parseArgs } from "node:util";
import { loadDigits } from "./digits.ts";
import type { EdgeLine } from "./edge/edge_report.ts";
import { measureEdge } from "./edge/measure_edge.ts";
import { measureEdgePeers } from "./edge/measure_edge_peers.ts";
import { measureBoosted } from "./measure_boosted.ts";
import { measureHttp } from "./http/measure_http.ts";
import { measureInference } from "./measure_inference.ts";
import { measureMemory } from "./measure_memory.ts";
import { isMet, type Measurement } from "./measurement.ts";
import { measurePeers } from "./measure_peers.ts";
import { measureTraining } from "./measure_training.ts";
import { startNative } from "./native_reference.ts";
import { attacksTableOf, edgeTableOf, peersTableOf, tableOf } from "./report.ts";
import type { AttackLine } from "./soak/attacks/attack_line.ts";
import { attackNamed } from "./soak/attacks/measure_attacks.ts";
import { measureLists } from "./soak/measure_lists.ts";
import { measureSoak } from "./soak/measure_soak.ts";

/** What runs unless something else is asked for. */
const USUAL = ["training", "inference", "boosted", "memory", "http", "edge", "peers"] as const;
const SUITES = [...USUAL, "soak", "lists"] as const;

const { values: flags } = parseArgs({
  args: Deno.args,
  options: {
    only: { type: "string", default: USUAL.join(",") },
    attack: { type: "string" },
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (flags.help) {
  console.log(`Usage: deno task bench [--only SUITES] [--attack NAMES] [--json FILE] [--quick]

  --only SUITES  some of ${SUITES.join(",")};
                 all of them but soak and lists otherwise
  --attack NAMES of the soak only these attacks: names with commas between them
  --json FILE    write the figures to FILE, too
  --quick        the peers on few rows, the soak for a few seconds, short lists: shows that they run, and no more

Data: Binary-MNIST from the folder mnist in ROTE_DATA, ../shared/data or data, or made-up digits.`);
  Deno.exit(0);
}
const unknown = flags.only.split(",").filter((name) =>
  !(SUITES as readonly string[]).includes(name)
);
if (unknown.length > 0) {
  console.error(`--only takes some of ${SUITES.join(", ")}, not ${unknown.join(", ")}`);
  Deno.exit(2);
}
try {
  flags.attack?.split(",").forEach(attackNamed);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(2);
}
const wanted = new Set(flags.only.split(","));
const folder = await Deno.makeTempDir({ prefix: "rote-bench-" });
try {
  await bench();
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function bench(): Promise<void> {
  console.error("reading the digits ...");
  const digits = await loadDigits();
  console.error(`${digits.source}: ${digits.training.rows.rows} and ${digits.test.rows.rows} rows`);
  const native = await startNative(folder);
  if (typeof native === "string") console.error(`without the native reference: ${native}`);
  await using reference = typeof native === "string" ? undefined : native;
  const edge: EdgeLine[] = [];
  const attacks: AttackLine[] = [];
  const suites: Record<Exclude<typeof SUITES[number], "peers">, () => Promise<Measurement[]>> = {
    training: () => measureTraining(folder, digits, reference),
    inference: () => measureInference(folder, digits, reference),
    boosted: () => measureBoosted(digits),
    memory: () => measureMemory(folder, digits),
    http: () => measureHttp(),
    edge: async () => {
      const { measurements, lines } = await measureEdge(folder, digits);
      edge.push(...lines);
      return [...measurements];
    },
    soak: async () => {
      const report = await measureSoak(flags.quick, flags.attack);
      attacks.push(...report.attacks);
      return [...report.measurements];
    },
    lists: () => measureLists(flags.quick),
  };
  const measurements: Measurement[] = [];
  for (const [name, measure] of Object.entries(suites)) {
    if (!wanted.has(name)) continue;
    console.error(`${name} ...`);
    const start = performance.now();
    measurements.push(...await measure());
    console.error(`${name}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  }
  if (measurements.length > 0) console.log(`\n${tableOf(measurements)}\n`);
  for (const { measure, note } of measurements) if (note) console.log(`${measure}: ${note}`);
  if (attacks.length > 0) console.log(`\n${attacksTableOf(attacks)}\n`);
  for (const { attack, about, note } of attacks) console.log(`${attack}: ${about}; ${note}`);
  if (wanted.has("edge")) {
    edge.push(...await measureEdgePeers(folder));
    console.log(`\n${edgeTableOf(edge)}\n`);
  }
  const peers = wanted.has("peers") ? await measurePeers(folder, flags.quick) : [];
  if (peers.length > 0) console.log(`\n${peersTableOf(peers)}\n`);
  if (flags.json) {
    const report = {
      at: new Date().toISOString(),
      data: digits.source,
      machine: { ...Deno.build, cores: navigator.hardwareConcurrency, ...Deno.version },
      native: reference?.compiler ?? native,
      measurements: measurements.map((row) => ({ ...row, met: isMet(row) })),
      edge,
      attacks,
      peers,
    };
    await Deno.writeTextFile(flags.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  const missed = measurements.filter((row) => isMet(row) === false);
  if (missed.length > 0) console.log(`${missed.length} of ${measurements.length} missed their bar`);
}
