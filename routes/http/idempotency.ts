/**
 * The `Idempotency-Key` request header (draft-ietf-httpapi-idempotency-key-header): a client that is
 * not sure whether a request arrived sends it again with the same key, and it is not done twice.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Context } from "hono";
import { quote, RoteError } from "../../lib/mod.ts";
import type { IdempotencyKey } from "../../models/job.ts";
import { senderOf } from "./passage.ts";
import { mediaType } from "./problem.ts";

/** Visible ASCII, as much as may be. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** A string as structured fields have it (RFC 9651, section 3.3.3). */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/**
 * The key in a header.
 *
 * @throws {RoteError} `idempotency_key_not_legal`
 */
export function readIdempotencyKey(header: string): string {
  const key = header.startsWith('"') ? QUOTED.exec(header)?.[1]?.replace(/\\(.)/g, "$1") : header;
  if (key !== undefined && KEY.test(key)) return key;
  throw new RoteError(
    "idempotency_key_not_legal",
    `An Idempotency-Key has 1 to 255 visible ASCII characters, quoted or not, and is sent once; ` +
      `this is ${quote(header)}`,
  );
}

/** A request that came with a key. Its body is hashed while it is read. */
export class KeyedRequest {
  readonly #client: string;
  readonly #key: string;
  readonly #hash = createHash("sha256");

  /** The request, if it came with a key. @throws {RoteError} `idempotency_key_not_legal` */
  static of(c: Context): KeyedRequest | undefined {
    const header = c.req.header("Idempotency-Key");
    return header === undefined ? undefined : new KeyedRequest(c, readIdempotencyKey(header));
  }

  private constructor(c: Context, key: string) {
    this.#client = senderOf(c);
    this.#key = key;
    const { searchParams } = new URL(c.req.url);
    searchParams.sort();
    // An array in JSON says where it ends, so no body can pass for a part of it.
    this.#hash.update(JSON.stringify([mediaType(c), searchParams.toString()]));
  }

  /** Hashes the next bytes of the body. */
  add(piece: Uint8Array): void {
    this.#hash.update(piece);
  }

  /** The body, hashed as it passes. */
  hashing(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    return body.pipeThrough(
      new TransformStream({
        transform: (piece: Uint8Array, passed) => {
          this.#hash.update(piece);
          passed.enqueue(piece);
        },
      }),
    );
  }

  /** The key and what it stands for, once the whole body was hashed. To be asked for once. */
  finish(): IdempotencyKey {
    return { client: this.#client, key: this.#key, fingerprint: this.#hash.digest("hex") };
  }
}
