/**
 * What networks that vote are held to as blobs: head 1.
 *
 * @module
 */
import { CLASSES } from "../../../../lib/limits.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { decodeVoting } from "../../../../lib/kinds/voting/decode.ts";
import { encodeVoting } from "../../../../lib/kinds/voting/encode.ts";
import type { VotingNetwork } from "../../../../lib/kinds/voting/model.ts";
import { assertSameLayers } from "../../assertions.ts";
import type { BlobContract } from "../../blob/contract.ts";
import type { Draft } from "../network/blob/draft.ts";
import { refusalOf } from "../network/blob/ladder.ts";
import { setScale, VOTING_ABUSE } from "./blob_abuse.ts";
import { randomVoters } from "./random_voters.ts";

const MODELS = {
  "two layers": randomVoters(1, 11, [{ width: 8, arity: 3 }, { width: 5, arity: 4 }]),
  "one LUT": randomVoters(2, 1, [{ width: 1, arity: 1 }]),
  "one layer of wide LUTs": randomVoters(3, 9, [{ width: 3, arity: 9 }]),
  "a last layer wider than the one below": randomVoters(4, 5, [
    { width: 4, arity: 2 },
    { width: 2, arity: 2 },
    { width: 7, arity: 1 },
  ]),
};

/** What head 1 is held to. */
export const VOTING_BLOBS: BlobContract<VotingNetwork, Draft> = {
  head: 1,
  decode: decodeVoting,
  refusalOf: (bytes) => refusalOf(bytes, 1),
  abuse: VOTING_ABUSE,
  section: "Head 1",
  // Where they differ from those of head 0.
  rungs: ["blob_unknown_head", "blob_head_mismatch", "blob_limit_exceeded"],
  faults: [
    ["blob_limit_exceeded", "a scale above its limit", (draft) => setScale(draft, 1_048_577)],
    ["blob_limit_exceeded", "three classes", (draft) => draft.classCount = 3],
    ["blob_section_mismatch", "a scale of two bytes", (draft) => draft.margins.pop()],
    ["blob_section_mismatch", "margins", (draft) => draft.margins.push(0)],
    ["blob_dead_lut", "a LUT that no voter reads", (draft) => {
      draft.layers[2]!.arity = 1;
      draft.layers[2]!.wires = [[0], [1]];
      draft.layers[2]!.tables = ["01", "10"];
    }],
  ],
  models: MODELS,
  kept: pruneNetwork,
  assertSame: assertSameLayers,
  mostClasses: CLASSES,
  large: randomVoters(19, 784, [512, 512, 256].map((width) => ({ width, arity: 8 }))),
  damage: {
    seed: 30,
    times: 100_000,
    blobs: [
      ...[1, 2].map(() => VOTING_ABUSE.write()),
      ...Object.values(MODELS).map(encodeVoting),
    ],
    refused: 10,
    // It takes 65,536 LUTs.
    unreached: ["blob_head_mismatch"],
    accepted: 5000,
  },
  bytesOf: ({ layers }) =>
    layers.reduce((sum, { wires, tables }) => sum + wires.byteLength + tables.byteLength, 0),
};
