/**
 * Rows as a raw tensor of the Open Inference Protocol, one byte a bit, as its clients send them.
 *
 * @module
 */

import { rowBytes } from "../../../lib/mod.ts";
import { message, type SoakRequest } from "./message.ts";

/** Where a tensor is sent. */
export interface InferTarget {
  readonly host: string;
  readonly model: string;
  readonly features: number;
}

/** Asks about rows. A tensor that has not as many bytes is sent all the same. */
export function inferRequest(
  { host, model, features }: InferTarget,
  rows: number,
  tensor: Uint8Array,
): SoakRequest {
  const parameters = { binary_data_size: rows * features };
  const input = { name: "features", shape: [rows, features], datatype: "BOOL", parameters };
  const head = new TextEncoder().encode(JSON.stringify({ id: "soak", inputs: [input] }));
  const body = new Uint8Array(head.length + tensor.length);
  body.set(head);
  body.set(tensor, head.length);
  const more = [`Inference-Header-Content-Length: ${head.length}`];
  return message(host, `POST /v2/models/${model}/infer`, { body, more });
}

/** The first of some packed rows, one byte a bit. */
export function tensorOf(packed: Uint8Array, rows: number, features: number): Uint8Array {
  const stride = rowBytes(features);
  return Uint8Array.from({ length: rows * features }, (_, at) => {
    const column = at % features;
    return packed[Math.floor(at / features) * stride + (column >> 3)]! >> (column & 7) & 1;
  });
}
