/**
 * TensorFlow.js at the edge, but for its backend: loads a layers model and predicts.
 *
 * @module
 */

import { io, ready, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { INPUTS } from "../dense.ts";
import type { Predict } from "../program.ts";

/** Loads the model; a backend is there. */
export async function loadWithBackend(folder: string): Promise<Predict> {
  await ready();
  const description = await (await fetch(`${folder}model.json`)).json();
  const weightData = await (await fetch(`${folder}weights.bin`)).arrayBuffer();
  const model = await loadLayersModel(io.fromMemory({ ...description, weightData }));
  return async (rows, count) => {
    const input = tensor2d(rows, [count, INPUTS]);
    const output = model.predict(input, { batchSize: count }) as Tensor;
    const answers = await output.data() as Float32Array;
    input.dispose();
    output.dispose();
    return answers;
  };
}
