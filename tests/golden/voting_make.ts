/**
 * Makes the golden files of networks that vote that are not there yet:
 * `deno run -A tests/golden/voting_make.ts`. Files that are there stay as they are: golden files are
 * append-only.
 *
 * @module
 */
import { encodeVoting } from "../../lib/kinds/voting/encode.ts";
import type { NetworkShape } from "../../lib/kinds/network/shape.ts";
import { predictVotingByDefinition } from "../../lib/kinds/voting/oracle.ts";
import { trainVoting } from "../../lib/kinds/voting/train.ts";
import type { VotingNetwork } from "../../lib/kinds/voting/model.ts";
import { randomData, randomMatrix } from "../lib/random_data.ts";
import { randomVoters } from "../lib/kinds/voting/random_voters.ts";
import { type Golden, goldenText, sha256, writeRows } from "./golden.ts";

/** Where the golden files of networks that vote, format version 1, are. */
export const VOTING_FOLDER = new URL("./v1/voting/", import.meta.url);

/** How a golden file is made. */
interface Recipe {
  readonly about: string;
  readonly network: VotingNetwork;
  readonly training?: Golden["training"];
}

function trained(about: string, features: number, shape: NetworkShape, seed: number): Recipe {
  const data = randomData(seed, { rows: 120, features });
  const { network } = trainVoting(data, shape, seed);
  const labels = data.labels.join("");
  return { about, network, training: { rows: writeRows(data.rows), labels, shape, seed } };
}

/** Recipes by the names of their files. */
const RECIPES: Record<string, () => Recipe> = {
  "honest-images": () => {
    const shape: NetworkShape = {
      ...{ hiddenLayers: 3, width: 21, arity: 5, head: "vote", hidden: "leave-one-out" },
      ...{ inputShape: [4, 5, 2], patch: 1 },
    };
    return trained("Leave-one-out layers, windows", 40, shape, 11);
  },
  "memorized": () => {
    const shape: NetworkShape = { hiddenLayers: 2, width: 18, arity: 9, head: "vote" };
    return trained("Nine wires, memorized, an even number of votes", 20, shape, 12);
  },
  "one-layer": () => ({
    about: "One layer, put together by hand",
    network: randomVoters(13, 7, [{ width: 33, arity: 2 }]),
  }),
};

/** Makes one golden file in `folder`, and fails if there is one of that name. */
export async function makeVoting(name: string, folder: URL = VOTING_FOLDER): Promise<void> {
  const { about, network, training } = RECIPES[name]!();
  const { features, classes, metadata } = network;
  const rows = randomMatrix(1000, 24, features);
  const { labels, scores } = predictVotingByDefinition(network, rows);
  const blob = encodeVoting(network);
  const golden: Golden = {
    ...{ about, sha256: await sha256(blob), features, classes, metadata },
    ...(training ? { training } : {}),
    ...{ rows: writeRows(rows), labels: labels.join(""), scores: [...scores] },
  };
  Deno.writeFileSync(new URL(`${name}.rote`, folder), blob, { createNew: true });
  const json = goldenText(golden);
  Deno.writeTextFileSync(new URL(`${name}.json`, folder), json, { createNew: true });
}

if (import.meta.main) {
  Deno.mkdirSync(VOTING_FOLDER, { recursive: true });
  const present = new Set(Array.from(Deno.readDirSync(VOTING_FOLDER), ({ name }) => name));
  for (const name of Object.keys(RECIPES)) {
    if (!present.has(`${name}.rote`)) await makeVoting(name);
  }
}
