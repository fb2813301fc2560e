/**
 * `rote inspect`: what a model holds. Its text may come from a stranger and is escaped.
 *
 * @module
 */

import type { Command } from "commander";
import { readModel } from "../model_file.ts";
import { alignPairs, printable, toJson, writeOut } from "../terminal.ts";
import { describeTables, factsOf, type ModelFacts } from "./model_facts.ts";

const EXAMPLE = `
Example:
  $ rote inspect digits.rote

The information content is what the tables, the choice of wires, the scores and the text take at
the least; the overhead is what the file takes beyond that.`;

/** How networks answer whose output is no LUT. */
const ANSWERS = {
  vote: "the majority of the last layer",
  mixed: "of some pairs the majority of the last layer, of others a LUT",
} as const;

/** Adds `rote inspect`. */
export function addInspect(program: Command): void {
  program.command("inspect")
    .description("Show what a model holds.")
    .argument("<model>", "model that rote train wrote")
    .option("--json", "show it as JSON")
    .addHelpText("after", EXAMPLE)
    .action(async (modelFile: string, { json }: { json?: boolean }) => {
      const { model, blob } = await readModel(modelFile);
      const facts = await factsOf(model, blob);
      writeOut(json ? toJson({ model: modelFile, ...facts }, 2) + "\n" : inWords(modelFile, facts));
    });
}

function inWords(modelFile: string, facts: ModelFacts): string {
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
    ...columnsInWords(facts),
    ["classes", printable(quoted)],
    ...partsInWords(facts),
  ] as [string, string][];
  const metadata = Object.entries(facts.metadata)
    .map(([key, value]): [string, string] => [printable(key), printable(value)]);
  return `${printable(modelFile)}\n${alignPairs(pairs)}` +
    (metadata.length > 0 ? `metadata, as its author wrote it\n${alignPairs(metadata)}` : "");
}

function columnsInWords({ columns = [] }: ModelFacts): [name: string, value: string][] {
  return columns.map(({ name, kind, bits, missing, ...column }, at) => {
    const [least, most] = [column.thresholds?.[0], column.thresholds?.at(-1)];
    const known = (column.categories ?? []).slice(0, 5).map((name) => JSON.stringify(name));
    const more = (column.categories?.length ?? 0) > known.length ? ", ..." : "";
    const detail = kind === "category"
      ? known.join(", ") + more
      : least === undefined
      ? ""
      : `thresholds ${least} to ${most}`;
    return [
      `column ${at + 1}`,
      printable(
        `${JSON.stringify(name)}: ${kind}, ${bits} bit${bits === 1 ? "" : "s"}` +
          (missing ? ", one for missing values" : "") + (detail && `; ${detail}`),
      ),
    ];
  });
}

function partsInWords(facts: ModelFacts): [name: string, value: string][] {
  if (facts.method === "boosted") {
    const { tables, arity, splits, entryBytes } = facts;
    return [
      ["boosted tables", describeTables(tables, arity, splits)],
      ["entries", `${entryBytes} bytes, one each`],
    ];
  }
  return [
    ...(facts.networks === undefined ? [] : [[
      "networks",
      `${facts.networks}, one for each pair of classes; what follows is of all`,
    ]] as [
      string,
      string,
    ][]),
    ["live LUTs", String(facts.liveLuts)],
    ...(facts.head === "lut" ? [] : [["answer", ANSWERS[facts.head]] as [string, string]]),
    ...facts.layers.map(({ width, arity, tableBits }, at): [string, string] => [
      `layer ${at + 1}`,
      `${width} LUT${width === 1 ? "" : "s"} of ${arity} wire${arity === 1 ? "" : "s"}, ` +
      `${tableBits} table bits each`,
    ]),
  ];
}
