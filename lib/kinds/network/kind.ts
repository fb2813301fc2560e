/**
 * Networks of LUTs as a kind of model: the paper's.
 *
 * @module
 */

import type { Kind } from "../kind.ts";
import { HEAD_SINGLE_LUT } from "../../blob/layout.ts";
import { decodeNetwork } from "./decode.ts";
import { encodeNetwork } from "./encode.ts";
import { layerBits, layerBytes, layerSizes } from "./layer_sizes.ts";
import type { Network } from "./model.ts";
import { predictRow } from "./predict.ts";
import { predictBatch } from "./predict_batch.ts";

/** Bits of one margin, with room to spare. */
const MARGIN_BITS = 16;

/** The kind. */
export const NETWORK: Kind<Network> = {
  head: HEAD_SINGLE_LUT,
  words: "networks",
  encode: encodeNetwork,
  decode: decodeNetwork,
  predictRow,
  predict: predictBatch,
  label: (network, rows, kernels) => predictBatch(network, rows, kernels).labels,
  describe: (network) => ({
    layers: layerSizes([network]),
    bytes: layerBytes(network),
    informationBits: layerBits(network) + MARGIN_BITS * network.margins.length,
    facts: { method: "network", head: "lut" },
  }),
};
