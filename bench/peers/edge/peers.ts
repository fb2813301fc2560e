/**
 * Who is measured at the edge: for each peer its program, the files of its packages that lie beside
 * the program, and the files of the model.
 *
 * @module
 */

import type { DenseNetwork } from "./dense.ts";
import { layersModel, layersWeights } from "./layers_model.ts";
import { onnxModel } from "./onnx.ts";

/** A peer. */
export interface EdgePeer {
  /** The name by which a user finds it. */
  readonly peer: string;
  /** What of it is used. */
  readonly how: string;
  /** A file of `programs/`, without `.ts`. */
  readonly program: string;
  /** The packages a user installs, names from the imports of `deno.json`; the first gives the version. */
  readonly packages: readonly string[];
  /** Files of the packages that the program reads, named from `node_modules/`. */
  readonly beside: readonly string[];
  /** The model's files by name. */
  readonly model: (network: DenseNetwork) => Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
}

const TENSORFLOW = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"];

/** All of them. */
export const EDGE_PEERS: readonly EdgePeer[] = [{
  peer: "onnxruntime-web",
  how: "wasm",
  program: "onnxruntime",
  packages: ["onnxruntime-web"],
  beside: ["onnxruntime-web/dist/ort-wasm-simd-threaded.wasm"],
  model: (network) => ({ "model.onnx": onnxModel(network) }),
}, {
  peer: "TensorFlow.js",
  how: "wasm",
  program: "tensorflow_wasm",
  packages: [...TENSORFLOW, "@tensorflow/tfjs-backend-wasm"],
  beside: ["@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm"],
  model: layersFiles,
}, {
  peer: "TensorFlow.js",
  how: "cpu",
  program: "tensorflow_cpu",
  packages: [...TENSORFLOW, "@tensorflow/tfjs-backend-cpu"],
  beside: [],
  model: layersFiles,
}];

function layersFiles(network: DenseNetwork) {
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(layersModel())),
    "weights.bin": layersWeights(network),
  };
}
