/**
 * Reading the body of a request within a bound, piece by piece: nobody's word for its length is taken.
 *
 * @module
 */

import { RoteError } from "../errors.ts";

/** Most bytes of a body (4 MiB): some 40,000 packed images of MNIST, and little for an isolate. */
export const MAX_BODY_BYTES = 4_194_304;

/**
 * Reads a body.
 *
 * @throws {RoteError} `body_too_large`
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = await reader?.read() ?? { done: true };
    if (done || !value) break;
    length += value.length;
    if (length > MAX_BODY_BYTES) {
      await reader?.cancel();
      throw new RoteError("body_too_large", `The body has more than ${MAX_BODY_BYTES} bytes`);
    }
    pieces.push(value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}
