/**
 * Requests of attacks as bytes (HTTP/1.1, RFC 9112): whole ones, and such whose body never ends.
 *
 * @module
 */

const encoder = new TextEncoder();

/** A request: its line, the lines of its head, and as much of its body as is sent. */
export function requestBytes(
  line: string,
  lines: readonly string[],
  body: Uint8Array | string = "",
): Uint8Array {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const head = encoder.encode([`${line} HTTP/1.1`, ...lines].join("\r\n") + "\r\n\r\n");
  const request = new Uint8Array(head.length + bytes.length);
  request.set(head);
  request.set(bytes, head.length);
  return request;
}

/** A request with a whole body. */
export function wholeRequest(
  line: string,
  lines: readonly string[],
  type: string,
  body: Uint8Array | string,
): Uint8Array {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const more = [`Content-Type: ${type}`, `Content-Length: ${bytes.length}`];
  return requestBytes(line, [...lines, ...more], bytes);
}

/** A request whose chunked body has one byte and never ends. */
export function endlessChunks(line: string, lines: readonly string[], type: string): Uint8Array {
  const more = [`Content-Type: ${type}`, "Transfer-Encoding: chunked"];
  return requestBytes(line, [...lines, ...more], "1\r\nx\r\n");
}

/** A request that says how long its body is, and sends one byte of it. */
export function idleBody(
  line: string,
  lines: readonly string[],
  type: string,
  length: number,
): Uint8Array {
  const more = [`Content-Type: ${type}`, `Content-Length: ${length}`];
  return requestBytes(line, [...lines, ...more], "x");
}
