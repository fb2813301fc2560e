/**
 * What stands in front of every request, the short way's included: which hosts are served, keys,
 * limits, request ids, security headers, figures, logs and traces. The routes behind it know nothing
 * of it.
 *
 * @module
 */

import { trace } from "@opentelemetry/api";
import { RoteError } from "../lib/mod.ts";
import type { Admission } from "../models/admission.ts";
import type { ApiKeys } from "../models/api_keys.ts";
import type { Log } from "../models/log.ts";
import type { RateLimiter } from "../models/rate_limiter.ts";
import type { RequestMetrics } from "../models/request_metrics.ts";
import { addressOf, authorize, type Connection } from "./client.ts";
import { inTime, startWaiting, stopWaiting, streamInTime, tooSlow } from "./deadline.ts";
import type { Passage } from "./passage.ts";
import { toRoteError } from "./problem.ts";
import { refusal, Wait } from "./refusal.ts";
import { pathOf, type Target, targetOf } from "./target.ts";

/** What answers a request, as `Deno.serve` calls it. */
export type Handler = (
  request: Request,
  info?: Partial<Connection> & { readonly passage?: Passage },
) => Response | Promise<Response>;

/** What the gate works with. */
export interface GateOptions {
  readonly keys: ApiKeys;
  readonly admission: Admission;
  readonly metrics: RequestMetrics;
  readonly log: Log;
  /** Limits each client; no limit without. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** Proxies of our own in front of the service. */
  readonly proxies: number;
  /** Bytes of a body at most: what a body of unknown length counts for. */
  readonly bodyBytes: number;
  /** Milliseconds in which a body must be there. */
  readonly bodyMilliseconds: number;
  /** Log every request, not only those that fail by a fault of the service. */
  readonly logRequests: boolean;
  /** Name spans after routes: OpenTelemetry is on. */
  readonly isTracing: boolean;
}

/**
 * Headers of every answer. The strictest policy for what is no page: nothing may be loaded, nobody may
 * frame it. Pages bring a policy of their own.
 */
const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
  ["Referrer-Policy", "no-referrer"],
];

/** Hosts of this machine, for a service without keys. */
const LOCAL_HOST = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/i;
/** An id that a proxy may have given a request already. */
const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;

/** The gate. */
export class Gate {
  readonly #options: GateOptions;
  #isOpen = true;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** From now on new work is refused. */
  close(): void {
    this.#isOpen = false;
  }

  /** Lets a request through to a handler, or refuses it. */
  async pass(
    request: Request,
    info: Partial<Connection> | undefined,
    handler: Handler,
  ): Promise<Response> {
    const start = performance.now();
    const { method } = request;
    const path = pathOf(request.url);
    const target = targetOf(method, path);
    let response: Response;
    let client: Client = NOBODY;
    try {
      client = admit(request, info, target, this.#options, this.#isOpen);
      response = await (target.isVital
        ? handler(request, info)
        : handleCounted(request, info, { target, client }, handler, this.#options));
    } catch (error) {
      response = refusal(toRoteError(error), path);
    }
    for (const [name, value] of SECURITY_HEADERS) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    const seconds = (performance.now() - start) / 1_000;
    this.#options.metrics.count(method, target.route, response.status, seconds);
    note(
      { request, response, path, route: target.route, client: client.name, seconds },
      this.#options,
    );
    return response;
  }

  /**
   * Lets a prediction through that goes the short way: the same checks and figures as
   * {@linkcode Gate.pass}, without what most requests do not need.
   *
   * @param bytes of its body
   * @returns when it began, for {@linkcode Gate.follow}; nothing if it has to pass the whole gate,
   *   because it is refused, for example
   */
  enter(
    request: Request,
    info: Partial<Connection> | undefined,
    bytes: number,
  ): number | undefined {
    const { logRequests, isTracing, admission } = this.#options;
    if (logRequests || isTracing || request.headers.has("X-Request-Id")) return undefined;
    try {
      admit(request, info, PREDICTION, this.#options, this.#isOpen);
      admission.enter(bytes);
    } catch {
      return undefined;
    }
    return performance.now();
  }

  /**
   * Follows a prediction that {@linkcode Gate.enter} let in to its end, which comes when its body is
   * not there in time.
   *
   * @param start what `enter` gave
   * @param bytes of its body
   * @param run answers it: it ends with a prediction, or it leaves and ends with what another way
   *   answers
   */
  follow(
    start: number,
    bytes: number,
    run: (end: (response: Response | PromiseLike<Response>) => void, leave: () => void) => void,
  ): Promise<Response> {
    const { admission, metrics, bodyMilliseconds } = this.#options;
    return new Promise((resolve) => {
      const waiting = startWaiting(bodyMilliseconds, () => {
        count(408);
        resolve(refusal(tooSlow(bodyMilliseconds), PREDICTION.route));
      });
      const count = (status: number) => {
        admission.leave(bytes);
        const seconds = (performance.now() - start) / 1_000;
        metrics.count("POST", PREDICTION.route, status, seconds);
      };
      run((response) => {
        // Not asked for: Deno answers sooner with a response that nobody has looked at.
        if (stopWaiting(waiting)) count(200);
        resolve(response);
      }, () => {
        if (stopWaiting(waiting)) admission.leave(bytes);
      });
    });
  }
}

const PREDICTION = targetOf("POST", "/v1/models/any/predict");

/** Who sends a request. */
interface Client {
  /** The id of its key, or its address. */
  readonly name: string;
  /** The id of its key; empty without. */
  readonly key: string;
}

const NOBODY: Client = { name: "", key: "" };

/** Refuses what must not come in. Returns who sends the request. */
function admit(
  request: Request,
  info: Partial<Connection> | undefined,
  target: Target,
  { keys, rateLimiter, proxies, logRequests }: GateOptions,
  isOpen: boolean,
): Client {
  if (keys.isEmpty && !LOCAL_HOST.test(request.url)) {
    throw new RoteError(
      "host_not_served",
      "Without keys the service answers for 127.0.0.1, localhost and [::1] alone, and the Host of " +
        "this request is another",
    );
  }
  // Browsers ask without a key whether a page may ask with one.
  const scope = request.method === "OPTIONS" ? undefined : target.scope;
  const key = authorize(request, keys, scope);
  if (target.isVital) return key ? { name: key.id, key: key.id } : NOBODY;
  if (!isOpen) {
    throw new RoteError("service_stopping", "The service is stopping and takes no more work");
  }
  // To ask for an address takes Deno as long as a prediction.
  const isNamed = rateLimiter !== undefined || logRequests;
  const name = key?.id ?? (isNamed ? addressOf(request, info, proxies) : "");
  const wait = rateLimiter?.take(name) ?? 0;
  if (wait > 0) {
    throw new Wait(wait, "rate_limited", `Too many requests; try again in ${Math.ceil(wait)} s`);
  }
  return { name, key: key?.id ?? "" };
}

/** Handles a request that counts for what may be under way, and whose body must be there in time. */
async function handleCounted(
  request: Request,
  info: Partial<Connection> | undefined,
  { target, client }: { readonly target: Target; readonly client: Client },
  handler: Handler,
  { admission, bodyBytes, bodyMilliseconds }: GateOptions,
): Promise<Response> {
  const { method } = request;
  if (method !== "POST" && method !== "PUT") {
    admission.enter(0);
    try {
      return await handler(request, info);
    } finally {
      admission.leave(0);
    }
  }
  let held = Number(request.headers.get("Content-Length") ?? bodyBytes);
  // A body that is refused for its length is not read.
  if (!(held <= bodyBytes)) held = 0;
  admission.enter(held);
  try {
    // A prediction takes no time but that of its body.
    if (target.scope === "predict") return await inTime(handler(request, info), bodyMilliseconds);
    if (!request.body) return await handler(request, info);
    // Not made from the request itself: that would ask for its signal, which Deno then keeps.
    const limited = new Request(request.url, {
      method,
      headers: request.headers,
      body: streamInTime(request.body, bodyMilliseconds),
    });
    const onBodyRead = () => {
      admission.hold(-held);
      held = 0;
    };
    const passage: Passage = { sender: client.key, onBodyRead };
    return await handler(limited, { ...info, passage });
  } finally {
    admission.leave(held);
  }
}

/** What is told of a request when it is answered. */
interface Answered {
  readonly request: Request;
  readonly response: Response;
  readonly path: string;
  readonly route: string;
  readonly client: string;
  readonly seconds: number;
}

/** Logs and traces what is to be logged and traced, and gives the answer the request's id. */
function note(answered: Answered, { log, logRequests, isTracing }: GateOptions): void {
  const { request, response, path, route, client, seconds } = answered;
  const { status, headers } = response;
  if (isTracing) {
    const span = trace.getActiveSpan();
    span?.setAttribute("http.route", route);
    span?.updateName(`${request.method} ${route}`);
  }
  const isFault = status >= 500 && status !== 503;
  const given = request.headers.get("X-Request-Id");
  if (!logRequests && !isFault && given === null) return;
  const requestId = given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
  headers.set("X-Request-Id", requestId);
  if (!logRequests && !isFault) return;
  log.write(isFault ? "error" : "info", "request", {
    ...{ requestId, method: request.method, path, route, status },
    ...{ milliseconds: Math.round(seconds * 1e6) / 1e3, client },
  });
}
