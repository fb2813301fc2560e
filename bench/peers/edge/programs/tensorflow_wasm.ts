/**
 * TensorFlow.js at the edge on its WebAssembly backend, with vectors and on one thread.
 *
 * @module
 */

import { env, setBackend } from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { EdgeProgram } from "../program.ts";
import { loadWithBackend } from "./tensorflow.ts";

export const load: EdgeProgram["load"] = async (folder) => {
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(folder, true);
  if (!await setBackend("wasm")) throw new Error("There is no WebAssembly backend here");
  return await loadWithBackend(folder);
};
