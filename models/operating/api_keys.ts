/**
 * API keys: who may do what. A key is a secret with scopes; the service keeps its SHA-256 alone, and
 * compares a secret with all of them in a time that tells nothing about any.
 *
 * @module
 */

import { hash, timingSafeEqual } from "node:crypto";

/** What a key may allow: look at things, predict, and change things (train, upload, delete). */
export const SCOPES = ["read", "predict", "train"] as const;
/** What a key may allow. */
export type Scope = typeof SCOPES[number];

/** A key as the service knows it. */
export interface ApiKey {
  /** Names the key in logs and limits: the start of its hash, of no use to anybody. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Characters of a secret at least; random ones, this many cannot be guessed. */
const LEAST_CHARACTERS = 16;
/** Characters of a bearer token (RFC 6750, section 2.1). */
const SECRET = /^[A-Za-z0-9._~+/-]+=*$/;

/** The keys of a service. */
export class ApiKeys {
  readonly #keys: readonly (ApiKey & { readonly digest: Uint8Array })[];
  readonly #open: ReadonlySet<Scope>;
  /** By their secrets, those that clients have come with: no more than there are. */
  readonly #found = new Map<string, ApiKey>();

  /**
   * @param written as in `ROTE_API_KEYS`: keys with commas or spaces between them, each a secret or
   *   `scope+scope:secret`; without scopes a key has all of them
   * @param open scopes that need no key
   * @throws {Error} naming what is wrong by its number, never by its secret
   */
  constructor(written: string, open: readonly Scope[] = []) {
    this.#keys = written.split(/[\s,]+/).filter((text) => text !== "").map(readKey);
    this.#open = new Set(open);
    if (new Set(this.#keys.map(({ id }) => id)).size < this.#keys.length) {
      throw new Error("has a key twice");
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#keys.length;
  }

  /** How many have a scope. */
  countOf(scope: Scope): number {
    return this.#keys.filter(({ scopes }) => scopes.has(scope)).length;
  }

  /** True if there are none: then everything is open, and the service stays on this machine. */
  get isEmpty(): boolean {
    return this.#keys.length === 0;
  }

  /** True if a scope needs no key. */
  isOpen(scope: Scope): boolean {
    return this.isEmpty || this.#open.has(scope);
  }

  /**
   * The key with this secret. Every key is compared, whichever fits; a secret that was found right
   * before is remembered, as its hash takes longer than a prediction. A table of strings tells nothing
   * of the secrets in it: their hashes are seeded, and compared before any character is.
   */
  find(secret: string): ApiKey | undefined {
    const known = this.#found.get(secret);
    if (known) return known;
    const digest = hash("sha256", secret, "buffer");
    let found: ApiKey | undefined;
    for (const key of this.#keys) {
      if (timingSafeEqual(key.digest, digest)) found = key;
    }
    if (found) this.#found.set(secret, found);
    return found;
  }
}

function readKey(text: string, at: number): ApiKey & { digest: Uint8Array } {
  const number = `key ${at + 1}`;
  const colon = text.indexOf(":");
  const names = colon < 0 ? [...SCOPES] : text.slice(0, colon).split("+");
  const secret = text.slice(colon + 1);
  const unknown = names.filter((name) => !SCOPES.includes(name as Scope));
  if (unknown.length > 0) {
    throw new Error(`${number}: what stands before the colon must be some of ${SCOPES.join("+")}`);
  }
  if (secret.length < LEAST_CHARACTERS || !SECRET.test(secret)) {
    throw new Error(
      `${number}: a secret is at least ${LEAST_CHARACTERS} letters, digits and -._~+/, as ` +
        `openssl rand -hex 32 gives them`,
    );
  }
  const digest = hash("sha256", secret, "buffer");
  return { id: digest.toHex().slice(0, 8), scopes: new Set(names as Scope[]), digest };
}
