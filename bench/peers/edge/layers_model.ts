/**
 * The dense network as TensorFlow.js keeps a layers model: the topology as JSON, and the weights in a
 * file of their own (https://www.tensorflow.org/js/guide/save_load).
 *
 * @module
 */

import { type DenseNetwork, HIDDEN, INPUTS } from "./dense.ts";

/** What `model.json` holds. */
export interface LayersModel {
  readonly modelTopology: Record<string, unknown>;
  readonly weightSpecs: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly dtype: "float32";
  }[];
}

/** The topology and the names and shapes of the weights. */
export function layersModel(): LayersModel {
  return {
    modelTopology: {
      class_name: "Sequential",
      config: { name: "dense", layers: [dense("hidden", HIDDEN, "relu"), dense("output", 1)] },
    },
    weightSpecs: [
      { name: "hidden/kernel", shape: [INPUTS, HIDDEN], dtype: "float32" },
      { name: "hidden/bias", shape: [HIDDEN], dtype: "float32" },
      { name: "output/kernel", shape: [HIDDEN, 1], dtype: "float32" },
      { name: "output/bias", shape: [1], dtype: "float32" },
    ],
  };
}

/** The weights in the order of their specifications, as little-endian floats. */
export function layersWeights(network: DenseNetwork): Uint8Array<ArrayBuffer> {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = network;
  const values = [...hiddenWeights, ...hiddenBias, ...outputWeights, ...outputBias];
  return new Uint8Array(Float32Array.from(values).buffer);
}

function dense(name: string, units: number, activation = "sigmoid") {
  const input = name === "hidden" ? { batch_input_shape: [null, INPUTS] } : {};
  return { class_name: "Dense", config: { name, units, activation, ...input } };
}
