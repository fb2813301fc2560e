/**
 * The one way in which a client sends requests: with its key, and with errors thrown.
 *
 * @module
 */

import { readProblem } from "./problem.ts";

/** What sends a request: `fetch`, or anything that is called like it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Sends a request to a path of the service, or throws its problem. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** A fetch that adds a key and throws a problem where the answer is none of success. */
export function withKey(fetch: Fetch, apiKey: string | undefined): Fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (apiKey !== undefined) headers.set("Authorization", `Bearer ${apiKey}`);
    const answer = await fetch(input, { ...init, headers });
    if (!answer.ok) throw await readProblem(answer);
    return answer;
  };
}

/** A path's segment from a name. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}

/** A query of what is given. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given as [string, string][])}` : "";
}

/** The init of a request with a JSON body. */
export function jsonInit(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** The init of a request that can be called off, if there is a signal. */
export function signalInit(signal: AbortSignal | undefined): RequestInit {
  return signal ? { signal } : {};
}
