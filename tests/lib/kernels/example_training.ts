/**
 * One small training with all that comes after it, for tests that run it elsewhere.
 *
 * @module
 */
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import { predictBatch } from "../../../lib/kinds/network/predict_batch.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { randomData } from "../random_data.ts";

/** Trains a network, encodes it and predicts its training rows. */
export function trainExample(): { blob: Uint8Array; labels: Uint8Array } {
  const data = randomData(9, { rows: 300, features: 50, distinct: 200 });
  const { network } = trainNetwork(data, { hiddenLayers: 3, width: 40, arity: 6 }, 9);
  return { blob: encodeNetwork(network), labels: predictBatch(network, data.rows).labels };
}
