/**
 * Makes the golden files that are not there yet: `deno run -A tests/golden/make.ts`. Files that are
 * there stay as they are, whatever the recipes below have become: golden files are append-only.
 *
 * @module
 */
import type { BitMatrix } from "../../lib/rows/bit_matrix.ts";
import { encodeNetwork } from "../../lib/kinds/network/encode.ts";
import type { Network } from "../../lib/kinds/network/model.ts";
import { predictByDefinition } from "../../lib/kinds/network/oracle.ts";
import type { NetworkShape } from "../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../lib/kinds/network/train.ts";
import { type DataPlan, randomData, randomMatrix, randomNetwork } from "../lib/random_data.ts";
import { FOLDER, type Golden, readRows, sha256, writeRows } from "./golden.ts";

/** How a golden file is made. */
interface Recipe {
  readonly about: string;
  readonly network: Network;
  readonly training?: Golden["training"];
}

function trained(
  about: string,
  plan: DataPlan,
  shape: NetworkShape,
  seed: number,
  text: Partial<Pick<Network, "classes" | "metadata">> = {},
): Recipe {
  const data = randomData(seed, plan);
  const { network } = trainNetwork(data, shape, seed);
  const training = { rows: writeRows(data.rows), labels: data.labels.join(""), shape, seed };
  return { about, network: { ...network, ...text }, training };
}

/** Recipes by the names of their files. */
const RECIPES: Record<string, () => Recipe> = {
  "one-wire": () => {
    const shape = { hiddenLayers: 3, width: 4, arity: 1 };
    return trained("Wires of 0 bits, tables of 2", { rows: 40, features: 5 }, shape, 2);
  },
  "two-wires": () => {
    const shape = { hiddenLayers: 1, width: 6, arity: 2 };
    const plan = { rows: 64, features: 9, distinct: 20, onesOf100: 40 };
    return trained("Tables of 4 bits, one hidden layer", plan, shape, 4);
  },
  "odd-widths": () => {
    const shape = { hiddenLayers: 2, width: 29, arity: 3 };
    return trained("Multiples of nothing", { rows: 101, features: 37 }, shape, 2 ** 53 - 1);
  },
  "three-hidden-layers": () => {
    const shape = { hiddenLayers: 3, width: 24, arity: 8 };
    return trained("The paper's k", { rows: 150, features: 50 }, shape, 2 ** 32 + 4);
  },
  "twelve-wires": () => {
    const shape = { hiddenLayers: 1, width: 13, arity: 12 };
    return trained("Addresses of two bytes", { rows: 120, features: 21, onesOf100: 60 }, shape, 5);
  },
  "names": () => {
    const metadata = { "größe": "7 µm", "\ufeffмодель": "🜁", empty: "", seed: "6" };
    const classes = ["nein – 否", "да 🙂"];
    const shape = { hiddenLayers: 2, width: 10, arity: 4 };
    const plan = { rows: 60, features: 16 };
    return trained("Text beyond ASCII", plan, shape, 6, { classes, metadata });
  },
  "mixed-arity": () => {
    const layers = [
      ...[{ width: 33, arity: 2 }, { width: 17, arity: 7 }, { width: 5, arity: 10 }],
      ...[{ width: 1, arity: 5 }],
    ];
    const network = randomNetwork(7, { features: 300, layers });
    return { about: "Another arity in each layer, put together by hand", network };
  },
};

/** Makes one golden file in `folder`, and fails if there is one of that name. */
export async function make(name: string, folder: URL = FOLDER): Promise<void> {
  const { about, network, training } = RECIPES[name]!();
  const { features, classes, metadata } = network;
  const rows = rowsToPredict(features, training);
  const { labels, scores } = predictByDefinition(network, rows);
  const blob = encodeNetwork(network);
  const golden: Golden = {
    ...{ about, sha256: await sha256(blob), features, classes, metadata },
    ...(training ? { training } : {}),
    ...{ rows: writeRows(rows), labels: labels.join(""), scores: [...scores] },
  };
  Deno.writeFileSync(new URL(`${name}.rote`, folder), blob, { createNew: true });
  const json = JSON.stringify(golden, undefined, 2) + "\n";
  Deno.writeTextFileSync(new URL(`${name}.json`, folder), json, { createNew: true });
}

/** Twelve random rows, and before them twelve that the network was trained on, if it was. */
function rowsToPredict(features: number, training: Golden["training"]): BitMatrix {
  const unseen = randomMatrix(1000, 12, features);
  if (!training) return unseen;
  const seen = readRows(training.rows, features).bytes.subarray(0, unseen.bytes.length);
  return { ...unseen, rows: 24, bytes: Uint8Array.of(...seen, ...unseen.bytes) };
}

if (import.meta.main) {
  const present = new Set(Array.from(Deno.readDirSync(FOLDER), ({ name }) => name));
  for (const name of Object.keys(RECIPES)) {
    if (!present.has(`${name}.rote`)) await make(name);
  }
}
