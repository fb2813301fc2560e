/**
 * ONNX Runtime at the edge: its smallest build for the web, WebAssembly on one thread.
 *
 * @module
 */

import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { INPUTS } from "../dense.ts";
import type { EdgeProgram } from "../program.ts";

export const load: EdgeProgram["load"] = async (folder) => {
  const read = async (name: string) => await (await fetch(folder + name)).arrayBuffer();
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = await read("ort-wasm-simd-threaded.wasm");
  const session = await InferenceSession.create(await read("model.onnx"));
  return async (rows, count) => {
    const { output } = await session.run({ input: new Tensor("float32", rows, [count, INPUTS]) });
    return output!.data as Float32Array;
  };
};
