/**
 * Who sends a request: the key it comes with, or the address it comes from.
 *
 * @module
 */

import type { ApiKey, ApiKeys, Scope } from "../../models/operating/api_keys.ts";
import { RoteError } from "../../lib/mod.ts";

/** What `Deno.serve` tells of a connection. */
export interface Connection {
  readonly remoteAddr: { readonly hostname?: string };
}

/**
 * The key that a request comes with, if it has the scope that is needed.
 *
 * @param scope that is needed; "any" where a key is, whichever it is
 * @returns nothing if none is needed and none is given
 * @throws {RoteError} `key_missing`, `key_not_valid`, `key_scope_missing`
 */
export function authorize(
  request: Request,
  keys: ApiKeys,
  scope: Scope | "any",
): ApiKey | undefined {
  const isOpen = scope !== "any" && keys.isOpen(scope);
  const header = request.headers.get("Authorization");
  if (header === null) {
    if (isOpen) return undefined;
    const needed = scope === "any" ? "a key" : `a key with the scope ${scope}`;
    throw new RoteError("key_missing", `This needs ${needed}: Authorization: Bearer KEY`);
  }
  const secret = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  const key = secret && keys.find(secret);
  if (!key) {
    throw new RoteError(
      "key_not_valid",
      secret ? "The key is not valid" : "The header Authorization is not of the form Bearer KEY",
    );
  }
  if (isOpen || scope === "any" || key.scopes.has(scope)) return key;
  throw new RoteError(
    "key_scope_missing",
    `The key has not the scope ${scope}, only ${[...key.scopes].join(", ")}`,
  );
}

/**
 * The address of whoever sends a request, as far as it can be trusted.
 *
 * @param proxies proxies of our own in front of the service, each of which adds the address that it
 *   sees to the end of X-Forwarded-For
 */
export function addressOf(
  request: Request,
  connection: Partial<Connection> | undefined,
  proxies: number,
): string {
  if (proxies > 0) {
    const hops = request.headers.get("X-Forwarded-For")?.split(",") ?? [];
    const address = hops[hops.length - proxies]?.trim();
    if (address) return address;
  }
  return connection?.remoteAddr?.hostname ?? "unknown";
}
