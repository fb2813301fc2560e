/**
 * `rote inspect`: what a model holds. Its text may come from a stranger and is escaped.
 *
 * @module
 */

import type { Command } from "commander";
import { FORMAT_VERSION } from "../../lib/blob/layout.ts";
import { lutCount, type Network } from "../../lib/mod.ts";
import { versionOf } from "../../models/names.ts";
import { readModel } from "../model_file.ts";
import { alignPairs, printable, toJson, writeOut } from "../terminal.ts";

const EXAMPLE = `
Example:
  $ rote inspect digits.rote

The information content is what the truth tables, the choice of wires, the scores and the text
take at the least; the overhead is what the file takes beyond that.`;

/** Adds `rote inspect`. */
export function addInspect(program: Command): void {
  program.command("inspect")
    .description("Show what a model holds.")
    .argument("<model>", "model that rote train wrote")
    .option("--json", "show it as JSON")
    .addHelpText("after", EXAMPLE)
    .action(async (modelFile: string, { json }: { json?: boolean }) => {
      const { network, blob } = await readModel(modelFile);
      const facts = await factsOf(network, blob);
      writeOut(json ? toJson({ model: modelFile, ...facts }, 2) + "\n" : inWords(modelFile, facts));
    });
}

/** What can be said of a model. */
type Facts = Awaited<ReturnType<typeof factsOf>>;

async function factsOf(network: Network, blob: Uint8Array<ArrayBuffer>) {
  const { features, classes, metadata } = network;
  const informationBytes = informationBits(network) / 8;
  return {
    formatVersion: FORMAT_VERSION,
    bytes: blob.length,
    sha256: await versionOf(blob),
    features,
    classes,
    liveLuts: lutCount(network),
    layers: network.layers.map(({ width, arity }) => ({ width, arity, tableBits: 2 ** arity })),
    informationBytes: Math.ceil(informationBytes),
    overheadPercent: Number((100 * (blob.length / informationBytes - 1)).toFixed(2)),
    metadata,
  };
}

/**
 * The bits that a network cannot do without: for each LUT its truth table and which of the outputs
 * below its wires read, all different; the margins; the text.
 */
function informationBits({ features, layers, classes, margins, metadata }: Network): number {
  let bits = 0;
  let below = features;
  for (const { width, arity } of layers) {
    let wireBits = 0;
    for (let wire = 0; wire < arity; wire++) wireBits += Math.log2(below - wire);
    bits += width * (2 ** arity + wireBits);
    below = width;
  }
  const text = [...classes, ...Object.entries(metadata).flat()].join("");
  return bits + 16 * margins.length + 8 * new TextEncoder().encode(text).length;
}

function inWords(modelFile: string, facts: Facts): string {
  const quoted = facts.classes.map((name) => JSON.stringify(name)).join(", ");
  const pairs = [
    ["format version", String(facts.formatVersion)],
    ["size", `${facts.bytes} bytes`],
    ["sha256", facts.sha256],
    [
      "information content",
      `${facts.informationBytes} bytes (overhead ${facts.overheadPercent} %)`,
    ],
    ["features", String(facts.features)],
    ["classes", printable(quoted)],
    ["live LUTs", String(facts.liveLuts)],
    ...facts.layers.map(({ width, arity, tableBits }, at) => [
      `layer ${at + 1}`,
      `${width} LUT${width === 1 ? "" : "s"} of ${arity} wire${arity === 1 ? "" : "s"}, ` +
      `${tableBits} table bits each`,
    ]),
  ] as [string, string][];
  const metadata = Object.entries(facts.metadata)
    .map(([key, value]): [string, string] => [printable(key), printable(value)]);
  return `${printable(modelFile)}\n${alignPairs(pairs)}` +
    (metadata.length > 0 ? `metadata, as its author wrote it\n${alignPairs(metadata)}` : "");
}
