/**
 * The peer TensorFlow.js: a small dense network, or with no hidden units a logistic regression, on
 * the wasm backend, which here both trains and predicts. Weights start from fixed seeds, and the
 * rows are not shuffled, as the library shuffles without a seed and MNIST comes shuffled.
 *
 * @module
 */

import type { Sequential } from "@tensorflow/tfjs-layers";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { BitMatrix } from "../../lib/mod.ts";
import type { Contender, Learner } from "./contender.ts";

/** Rows of a step of gradient descent. */
const BATCH_ROWS = 128;

/** A network of one hidden layer, or a logistic regression for `hidden` = 0. */
export function tensorflow(hidden: number, quick: boolean): Contender {
  const epochs = quick ? 1 : 10;
  const net = hidden ? `dense 784-${hidden}-1` : "logistic regression, dense 784-1";
  return {
    id: `tensorflow-${hidden}`,
    peer: "TensorFlow.js",
    packages: ["core", "layers", "backend-cpu", "backend-wasm"].map((part) =>
      `@tensorflow/tfjs-${part}`
    ),
    what: `${net}, Adam, ${epochs} epoch${epochs > 1 ? "s" : ""} of batches of ${BATCH_ROWS}, wasm`,
    trainRows: quick ? 6_000 : 60_000,
    testRows: 10_000,
    open: () => open(hidden, epochs),
  };
}

async function open(hidden: number, epochs: number): Promise<Learner<Tensor2D>> {
  const core = await import("@tensorflow/tfjs-core");
  const { initializers, layers, sequential } = await import("@tensorflow/tfjs-layers");
  const { getThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
  await core.setBackend("wasm");
  if (core.getBackend() !== "wasm") throw new Error("TensorFlow.js has no wasm backend here");

  function build(features: number): Sequential {
    const units = hidden ? [hidden, 1] : [1];
    const model = sequential();
    units.forEach((units, layer) => {
      model.add(layers.dense({
        units,
        activation: units === 1 ? "sigmoid" : "relu",
        kernelInitializer: initializers.glorotUniform({ seed: layer + 1 }),
        ...(layer === 0 ? { inputShape: [features] } : {}),
      }));
    });
    model.compile({ optimizer: "adam", loss: "binaryCrossentropy" });
    return model;
  }

  return {
    take: (rows) => core.tensor2d(toFloats(rows), [rows.rows, rows.columns]),
    async train(rows, labels) {
      const model = build(rows.shape[1]);
      const targets = core.tensor2d(Float32Array.from(labels), [labels.length, 1]);
      await model.fit(rows, targets, { epochs, batchSize: BATCH_ROWS, shuffle: false, verbose: 0 });
      return {
        classify: (rows) => classify(model, rows),
        size: () => bytesOf(model),
      };
    },
    note: `threads: ${getThreadsCount()}`,
  };
}

/** All rows in one batch, which is fastest. */
async function classify(model: Sequential, rows: Tensor2D): Promise<Uint8Array> {
  const answer = model.predict(rows, { batchSize: rows.shape[0] }) as Tensor;
  const probabilities = await answer.data();
  answer.dispose();
  return Uint8Array.from(probabilities, (probability) => Number(probability > 0.5));
}

/** The two files that `model.save()` writes: the topology as JSON, and the weights. */
async function bytesOf(model: Sequential): Promise<number> {
  let bytes = 0;
  await model.save({
    save({ modelTopology, weightSpecs, weightData }) {
      const json = JSON.stringify({ modelTopology, weightSpecs });
      bytes = new TextEncoder().encode(json).length + sizeOf(weightData);
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" },
      });
    },
  });
  return bytes;
}

function sizeOf(weights: ArrayBuffer | ArrayBuffer[] | undefined): number {
  return [weights ?? []].flat().reduce((sum, part) => sum + part.byteLength, 0);
}

function toFloats(matrix: BitMatrix): Float32Array {
  const { rows, columns, stride, bytes } = matrix;
  const floats = new Float32Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      floats[at++] = (bytes[row * stride + (column >>> 3)]! >>> (column & 7)) & 1;
    }
  }
  return floats;
}
