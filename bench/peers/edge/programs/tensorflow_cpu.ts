/**
 * TensorFlow.js at the edge on its plain JavaScript backend: no WebAssembly to ship.
 *
 * @module
 */

import { setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import type { EdgeProgram } from "../program.ts";
import { loadWithBackend } from "./tensorflow.ts";

export const load: EdgeProgram["load"] = async (folder) => {
  if (!await setBackend("cpu")) throw new Error("There is no JavaScript backend here");
  return await loadWithBackend(folder);
};
