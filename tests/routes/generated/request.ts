/**
 * A generated request as data: its parts can be broken one at a time, sent, and printed as a
 * counterexample.
 *
 * @module
 */

import type { Operation } from "./document.ts";

/** A request. */
export interface GeneratedRequest {
  readonly operation: Operation;
  /** Another method than the operation's. */
  readonly method?: string;
  /** Parameters of the path, as they stand in it. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the body. */
  readonly json?: unknown;
  /** The bytes of the body; behind its JSON if there is some. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** True if it makes sense, so that nothing but success may come of it. */
  readonly isMeaningful: boolean;
}

/** The header that says where the JSON before raw bytes ends. */
export const JSON_LENGTH = "Inference-Header-Content-Length";

/** Path and query of a request. */
export function targetOf({ operation, path, query }: GeneratedRequest): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name) => path[name] ?? "");
  const search = query.map(([name, value]) =>
    `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
  ).join("&");
  return search === "" ? filled : `${filled}?${search}`;
}

/** The request as the service gets it. Every other one says how long its body is. */
export function toRequest(request: GeneratedRequest, more: Record<string, string> = {}): Request {
  const { operation, method = operation.method } = request;
  const { json, bytes } = bodyOf(request);
  const headers = new Headers({ ...request.headers, ...more });
  const { length } = json;
  if (length > 0 && bytes.length > 0 && !headers.has(JSON_LENGTH)) {
    headers.set(JSON_LENGTH, String(length));
  }
  const hasBody = method !== "GET" && method !== "HEAD" &&
    (request.json !== undefined || request.bytes !== undefined);
  const body = new Uint8Array([...json, ...bytes]);
  if (hasBody && body.length % 2 === 0) headers.set("Content-Length", String(body.length));
  return new Request(`http://127.0.0.1:8000${targetOf(request)}`, {
    method,
    headers,
    ...(hasBody ? { body } : {}),
  });
}

function bodyOf({ json, bytes }: GeneratedRequest) {
  return {
    json: json === undefined ? new Uint8Array() : encoder.encode(JSON.stringify(json)),
    bytes: bytes ?? new Uint8Array(),
  };
}

const encoder = new TextEncoder();

/** The request as a reader can send it again. */
export function show(request: GeneratedRequest): string {
  const { operation, method = operation.method, headers } = request;
  const { json, bytes } = bodyOf(request);
  return [
    `${method} ${targetOf(request)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    new TextDecoder().decode(json) +
    Array.from(
      bytes,
      (byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
    ).join(""),
  ].join("\n");
}
