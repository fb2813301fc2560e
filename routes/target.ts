/**
 * What a request is aimed at, told from method and path alone and before anything else: the route as
 * metrics and traces name it, and the scope that it needs. A path that nothing answers is "other".
 *
 * @module
 */

import type { Scope } from "../models/api_keys.ts";

/** What a request is aimed at. */
export interface Target {
  /** The route with its parameters by name, as OpenAPI writes it: few values, whatever is asked. */
  readonly route: string;
  /** What a key must allow; nothing for what is open to all. */
  readonly scope: Scope | undefined;
  /** True for what answers also while the service stops, and is never held up by limits. */
  readonly isVital: boolean;
}

type Pattern = readonly [path: RegExp, route: string, scope: Scope | "open" | "by method"];

const NAME = "[^/]+";
const MODEL = `/v1/models/${NAME}`;
const V2_MODEL = `/v2/models/${NAME}(?:/versions/${NAME})?`;

/** The most frequent first. "by method": reading needs `read`, everything else `train`. */
const PATTERNS: readonly Pattern[] = ([
  [`${MODEL}/predict`, "/v1/models/{name}/predict", "predict"],
  [`${V2_MODEL}/infer`, "/v2/models/{name}/infer", "predict"],
  ["/invocations", "/invocations", "predict"],
  ["/v1/train", "/v1/train", "train"],
  ["/v1/jobs", "/v1/jobs", "by method"],
  [`/v1/jobs/${NAME}`, "/v1/jobs/{id}", "by method"],
  [`/v1/jobs/${NAME}/events`, "/v1/jobs/{id}/events", "read"],
  ["/v1/models", "/v1/models", "by method"],
  [MODEL, "/v1/models/{name}", "by method"],
  [`${MODEL}/versions`, "/v1/models/{name}/versions", "read"],
  [`${MODEL}/blob`, "/v1/models/{name}/blob", "by method"],
  [`${MODEL}/export/${NAME}`, "/v1/models/{name}/export/{target}", "read"],
  ["/v2/health/(?:live|ready)", "/v2/health", "open"],
  ["/v2/?", "/v2", "open"],
  [`${V2_MODEL}/ready`, "/v2/models/{name}/ready", "read"],
  [V2_MODEL, "/v2/models/{name}", "read"],
  ["/v2/repository/index", "/v2/repository/index", "read"],
  ["/metrics", "/metrics", "read"],
  ["/health", "/health", "open"],
  ["/ping", "/ping", "open"],
  ["/version", "/version", "open"],
  ["/openapi\\.json", "/openapi.json", "open"],
  ["/docs(?:/.*)?", "/docs", "open"],
  ["/", "/", "open"],
] as const).map(([path, route, scope]) => [new RegExp(`^${path}$`), route, scope]);

const VITAL = new Set(["/health", "/ping", "/v2/health", "/metrics"]);

/** For each pattern what it means for reading and for writing: made once. */
const TARGETS = PATTERNS.map(([path, route, scope]) => {
  const make = (byMethod: Scope): Target => ({
    route,
    scope: scope === "open" ? undefined : scope === "by method" ? byMethod : scope,
    isVital: VITAL.has(route),
  });
  return { path, reading: make("read"), writing: make("train") };
});

/** Paths that nothing answers: whether they would change something cannot be known. */
const OTHER = {
  reading: { route: "other", scope: "read", isVital: false },
  writing: { route: "other", scope: "train", isVital: false },
} as const;

/** All targets that there are, for whoever keeps a figure for each. */
export const ROUTES: readonly string[] = [
  ...new Set([...PATTERNS.map(([, route]) => route), OTHER.reading.route]),
];

/** What a request is aimed at. */
export function targetOf(method: string, path: string): Target {
  const { reading, writing } = TARGETS.find((target) => target.path.test(path)) ?? OTHER;
  return method === "GET" || method === "HEAD" ? reading : writing;
}

/** The path of a URL, without its query. */
export function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  if (start < 0) return "/";
  const end = url.indexOf("?", start);
  return end < 0 ? url.slice(start) : url.slice(start, end);
}
