/**
 * What networks are held to as blobs: head 0.
 *
 * @module
 */
import { CLASSES } from "../../../../../lib/limits.ts";
import { decodeNetwork } from "../../../../../lib/kinds/network/decode.ts";
import { pruneNetwork } from "../../../../../lib/kinds/network/live.ts";
import type { Network } from "../../../../../lib/kinds/network/model.ts";
import { assertSameNetwork } from "../../../assertions.ts";
import type { BlobContract } from "../../../blob/contract.ts";
import { smallBlobs } from "../../../blob/mutations.ts";
import { randomNetwork } from "../../../random_data.ts";
import { NETWORK_ABUSE } from "./abuse.ts";
import type { Draft } from "./draft.ts";
import { refusalOf } from "./ladder.ts";
import { BODY_FAULTS } from "./rungs_body.ts";
import { HEADER_FAULTS } from "./rungs_header.ts";

/** A few models; `encode_test.ts` takes any. */
const MODELS = {
  "one LUT": randomNetwork(2, { features: 8, layers: [{ width: 1, arity: 6 }] }),
  "a network with dead LUTs": randomNetwork(1, {
    features: 20,
    layers: [{ width: 40, arity: 3 }, { width: 30, arity: 4 }, { width: 1, arity: 5 }],
  }),
  "layers whose wires take no bits": randomNetwork(3, {
    features: 3,
    layers: [1, 1, 1].map((width) => ({ width, arity: 1 })),
  }),
};

/** What head 0 is held to. */
export const NETWORK_BLOBS: BlobContract<Network, Draft> = {
  head: 0,
  decode: decodeNetwork,
  refusalOf,
  abuse: NETWORK_ABUSE,
  section: "What is refused",
  rungs: NETWORK_ABUSE.codes.toSpliced(
    NETWORK_ABUSE.codes.indexOf("blob_length_mismatch"),
    0,
    "blob_too_large",
  ),
  faults: [...HEADER_FAULTS, ...BODY_FAULTS],
  models: MODELS,
  kept: pruneNetwork,
  assertSame: assertSameNetwork,
  mostClasses: CLASSES,
  large: randomNetwork(19, {
    features: 784,
    layers: [512, 512, 512, 1].map((width) => ({ width, arity: 9 })),
  }),
  damage: { seed: 18, times: 100_000, blobs: smallBlobs(), refused: 30, accepted: 5000 },
  bytesOf: ({ layers, margins }) =>
    layers.reduce(
      (sum, { wires, tables }) => sum + wires.byteLength + tables.byteLength,
      margins.byteLength,
    ),
};
