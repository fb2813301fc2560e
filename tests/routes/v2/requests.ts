/**
 * Inference requests as `fetch` takes them: JSON, and raw tensors behind it.
 *
 * @module
 */

import { bitAt, type BitMatrix } from "../../../lib/mod.ts";

/** The bits of rows, each a byte, row after row. */
export function bitsOf(rows: BitMatrix): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: rows.rows * rows.columns },
    (_, at) => bitAt(rows, Math.floor(at / rows.columns), at % rows.columns),
  );
}

/** A request whose input is in its JSON. */
export function jsonRequest(json: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(json) };
}

/** A request whose input is raw, behind its JSON. */
export function rawRequest(json: unknown, raw: Uint8Array): RequestInit & { body: Uint8Array } {
  const head = new TextEncoder().encode(JSON.stringify(json));
  const body = new Uint8Array(head.length + raw.length);
  body.set(head);
  body.set(raw, head.length);
  const headers = { "Inference-Header-Content-Length": String(head.length) };
  return { method: "POST", headers, body };
}

/** The one input of a model, without its data. */
export function inputOf(rows: number, features: number, datatype = "BOOL") {
  return { name: "features", shape: [rows, features], datatype };
}
