/**
 * The target of a request, read once and before anything else. The server hands on what a client
 * wrote: `/docs/../v1/train` is one path to whoever reads it as written and another to whoever
 * resolves it (WHATWG URL). So a target that resolving would change is refused, and everything behind
 * goes by what was read here.
 *
 * @module
 */

import { quote, RoteError } from "../../lib/mod.ts";

/** What a request is aimed at. */
export interface Target {
  /** True if it names this machine by a name that only this machine has. */
  readonly isLocal: boolean;
  /** The path, with its percent-encodings as they came. */
  readonly path: string;
  /** True if there is a query. */
  readonly hasQuery: boolean;
}

/** Hosts of this machine, for a service without keys. */
const LOCAL_HOSTS: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** Segments that no reading changes: unreserved characters (RFC 3986, section 2.3), no dot first. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/;

/** The scheme and authority of the request before, which most requests share: read once. */
let last = { origin: "", isLocal: false };

/**
 * Reads the target of a request, as `Deno.serve` gives it: from the request line or, where that has a
 * path alone, with the Host header in front.
 *
 * @param url as it came
 * @throws {RoteError} `target_not_legal` if it is another one once it is resolved
 */
export function readTarget(url: string): Target {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const isLocal = start === last.origin.length && url.startsWith(last.origin)
    ? last.isLocal
    : readOrigin(start < 0 ? url : url.slice(0, start));
  const question = url.indexOf("?", start);
  const path = start < 0 ? "" : question < 0 ? url.slice(start) : url.slice(start, question);
  if (!PLAIN_PATH.test(path) && !isResolved(path)) {
    throw new RoteError(
      "target_not_legal",
      `The path ${
        quote(path)
      } is none that can be read in one way: write it without "." and ".." ` +
        "and with all but letters, digits and -._~ percent-encoded",
    );
  }
  return { isLocal, path, hasQuery: question >= 0 };
}

/** Reads scheme and authority. The case of a name, and the port that goes without saying, may differ. */
function readOrigin(origin: string): boolean {
  const url = URL.parse(`${origin}/`);
  const named = origin.toLowerCase();
  const isSame = url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" &&
    [url.origin, `${url.origin}:${url.protocol === "http:" ? 80 : 443}`].includes(named);
  if (!isSame) {
    throw new RoteError(
      "target_not_legal",
      `The Host ${quote(origin.replace(/^\w+:\/\//, ""))} is not a host and a port alone`,
    );
  }
  last = { origin, isLocal: LOCAL_HOSTS.includes(url.hostname) };
  return last.isLocal;
}

/** True if a path stays as it is when it is resolved. */
function isResolved(path: string): boolean {
  // A second slash would begin an authority, and a "#" a fragment.
  return URL.parse(`http://h${path}`)?.href === `http://h${path}` && !path.includes("#");
}
