/**
 * Reading a blob without a question whether it is right, in little code: for modules that carry a
 * blob of their own. Anything that may come from a stranger goes through `decode.ts`.
 *
 * @module
 */

import type { Layer, Network } from "./model.ts";
import { tableBytes } from "./model.ts";
import { packedBytes, unpackIntegers } from "../../blob/bit_stream.ts";
import { LAYER_ENTRY_BYTES, OFFSET } from "../../blob/layout.ts";

/**
 * Reads what a network needs to predict from a blob that is known to be whole.
 *
 * @param classes the names of its classes; text is not read here, nor is metadata
 */
export function unpackNetwork(bytes: Uint8Array, classes: readonly string[]): Network {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const features = view.getUint32(OFFSET.features, true);
  const layers: Layer[] = [];
  const tableEnd = OFFSET.layerTable + bytes[OFFSET.layers]! * LAYER_ENTRY_BYTES;
  let at = tableEnd + view.getUint32(OFFSET.textLength, true);
  const take = <Integers extends Uint8Array | Uint16Array>(out: Integers, bits: number) => {
    unpackIntegers(out, bytes, at, bits);
    at += packedBytes(out.length, bits);
    return out;
  };
  let below = features;
  let arity = 0;
  for (let entry: number = OFFSET.layerTable; entry < tableEnd; entry += LAYER_ENTRY_BYTES) {
    const width = view.getUint32(entry, true);
    arity = bytes[entry + 4]!;
    const wires = take(new Uint16Array(width * arity), 32 - Math.clz32(below - 1));
    const tables = take(new Uint8Array(width * tableBytes(arity)), Math.min(8, 1 << arity));
    layers.push({ arity, width, wires, tables });
    below = width;
  }
  const margins = take(new Uint16Array(1 << arity), 16);
  return { kind: "network", features, layers, classes, margins, metadata: {} };
}
