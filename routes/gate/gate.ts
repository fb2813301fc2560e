/**
 * What stands in front of every request, the short way's included: which targets and hosts are
 * served, keys, limits, request ids, security headers, figures, logs and traces. It is closed by
 * default: what no declared route answers needs a key and is not found, and every body and answer is
 * bounded. The routes behind it know nothing of it.
 *
 * @module
 */

import type { Hono } from "hono";
import { RoteError } from "../../lib/mod.ts";
import type { Admission } from "../../models/operating/admission.ts";
import type { ApiKeys } from "../../models/operating/api_keys.ts";
import type { RateLimiter } from "../../models/operating/rate_limiter.ts";
import type { RequestCell, RequestMetrics } from "../../models/operating/request_metrics.ts";
import { toRoteError } from "../http/problem.ts";
import { boundAnswer } from "./answer.ts";
import { type BodyBounds, isSmall, promisedBytes, readBounded } from "./body.ts";
import { addressOf, authorize, type Connection } from "./sender.ts";
import { allowOrigins, type AnswerPage } from "./cors.ts";
import { finish, type FinishOptions } from "./finish.ts";
import { inTime, startWaiting, stopWaiting, tooSlow } from "./deadline.ts";
import type { Passage } from "../http/passage.ts";
import { refusal, Wait } from "./refusal.ts";
import { NO_ROUTE, type Route, RouteTable } from "./route_table.ts";
import { readTarget, type Target } from "../http/target.ts";

/** What answers a request, as `Deno.serve` calls it. */
export type Handler = (
  request: Request,
  info?: Partial<Connection>,
) => Response | Promise<Response>;

/** What the gate works with. */
export interface GateOptions extends FinishOptions {
  readonly keys: ApiKeys;
  readonly admission: Admission;
  readonly metrics: RequestMetrics;
  /** Limits each client; no limit without. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** Web origins whose pages may call the service. */
  readonly corsOrigins: readonly string[];
  /** Proxies of our own in front of the service. */
  readonly proxies: number;
  /** What a body may be. */
  readonly body: BodyBounds;
  /** Milliseconds for which a client may take nothing of an answer. */
  readonly sendMilliseconds: number;
  /** Told of faults that a client only sees as a 500. */
  readonly onError: (error: unknown) => void;
}

/** Who sends a request. */
interface Client {
  /** The id of its key, or its address. */
  readonly name: string;
  /** The id of its key; empty without. */
  readonly key: string;
}

const NOTHING = () => {};
const NOBODY: Client = { name: "", key: "" };

/** A request, and what has been found out about it. */
interface Asked {
  readonly request: Request;
  readonly info: Partial<Connection> | undefined;
  readonly target: Target;
  /** What answers it, if anything. */
  readonly route: Route | undefined;
  client: Client;
}

/** The gate. */
export class Gate {
  readonly #options: GateOptions;
  readonly #routes: RouteTable;
  readonly #fetch: Hono["fetch"];
  readonly #answerPage: AnswerPage | undefined;
  /** The route of predictions, which the short way answers for. */
  readonly #prediction: Route;
  readonly #predictions: RequestCell;
  #isOpen = true;

  /** @param app the routes that it stands in front of */
  constructor(app: Pick<Hono, "fetch" | "router" | "routes">, options: GateOptions) {
    this.#options = options;
    this.#routes = new RouteTable(app);
    this.#fetch = app.fetch;
    const { corsOrigins } = options;
    this.#answerPage = corsOrigins.length > 0 ? allowOrigins(corsOrigins) : undefined;
    this.#prediction = this.#routes.find("POST", "/v1/models/any/predict")!;
    this.#predictions = options.metrics.cell("POST", this.#prediction.name);
  }

  /** From now on new work is refused. */
  close(): void {
    this.#isOpen = false;
  }

  /** Answers a request, or refuses it. */
  async pass(request: Request, info: Partial<Connection> | undefined): Promise<Response> {
    const start = performance.now();
    let asked: Asked | undefined;
    let response: Response;
    try {
      const target = readTarget(request.url);
      const route = this.#routes.find(request.method, target.path);
      const found = asked = { request, info, target, route, client: NOBODY };
      this.#checkHost(target);
      response = this.#answerPage && request.headers.has("Origin")
        ? await this.#answerPage(request, () => this.#answer(found))
        : await this.#answer(found);
    } catch (error) {
      response = this.#refuse(error, asked);
    }
    const seconds = (performance.now() - start) / 1_000;
    const route = asked?.route?.name ?? NO_ROUTE;
    this.#options.metrics.count(request.method, route, response.status, seconds);
    finish({
      ...{ request, response, route, seconds },
      path: asked?.target.path ?? "",
      client: asked?.client.name ?? "",
    }, this.#options);
    return response;
  }

  /**
   * Lets a prediction through that goes the short way: the same checks and figures as
   * {@linkcode Gate.pass}, without what most requests do not need.
   *
   * @returns what {@linkcode Gate.follow} is to know of it; nothing if it has to pass the whole gate,
   *   because it is refused, for example
   */
  enter(
    request: Request,
    info: Partial<Connection> | undefined,
    target: Target,
  ): Entered | undefined {
    const { logRequests, isTracing, admission } = this.#options;
    const { headers } = request;
    if (logRequests || isTracing || headers.has("X-Request-Id")) return undefined;
    if (this.#answerPage && headers.has("Origin")) return undefined;
    try {
      this.#checkHost(target);
      const { key } = this.#admit(request, info, this.#prediction);
      admission.enter(key);
      return { start: performance.now(), key };
    } catch {
      return undefined;
    }
  }

  /**
   * Follows a prediction that {@linkcode Gate.enter} let in to its end, which comes when its body is
   * not there in time.
   *
   * @param entered what `enter` gave
   * @param run answers it: it ends with a prediction, or it leaves and ends with what another way
   *   answers
   */
  follow(
    { start, key }: Entered,
    run: (end: (response: Response | PromiseLike<Response>) => void, leave: () => void) => void,
  ): Promise<Response> {
    const { admission, body: { milliseconds } } = this.#options;
    return new Promise((resolve) => {
      const waiting = startWaiting(milliseconds, () => {
        count(408);
        resolve(refusal(tooSlow(milliseconds), this.#prediction.name));
      });
      const count = (status: number) => {
        admission.leave(key);
        this.#predictions.count(status, (performance.now() - start) / 1_000);
      };
      run((response) => {
        // Not asked for: Deno answers sooner with a response that nobody has looked at.
        if (stopWaiting(waiting)) count(200);
        resolve(response);
      }, () => {
        if (stopWaiting(waiting)) admission.leave(key);
      });
    });
  }

  /** Without keys the service is for this machine: no web page reaches it by a name of its own. */
  #checkHost({ isLocal }: Target): void {
    if (isLocal || !this.#options.keys.isEmpty) return;
    throw new RoteError(
      "host_not_served",
      "Without keys the service answers for 127.0.0.1, localhost and [::1] alone, and the Host of " +
        "this request is another",
    );
  }

  async #answer(asked: Asked): Promise<Response> {
    try {
      const { request, info, route, target } = asked;
      const client = asked.client = this.#admit(request, info, route);
      if (route?.isVital) return await this.#call(asked, request);
      const { admission, sendMilliseconds } = this.#options;
      admission.enter(client.key);
      const leave = () => admission.leave(client.key);
      try {
        const answer = route
          ? await this.#readAndCall(asked, route)
          : this.#explain(request.method, target.path);
        const holding = admission.holding(client.key);
        if (!route?.boundsAnswer) {
          return await boundAnswer(answer, holding, sendMilliseconds, leave);
        }
        leave();
        return answer;
      } catch (error) {
        leave();
        throw error;
      }
    } catch (error) {
      return this.#refuse(error, asked);
    }
  }

  /** Refuses what must not come in. Returns who sends the request. */
  #admit(
    request: Request,
    info: Partial<Connection> | undefined,
    route: Route | undefined,
  ): Client {
    const { keys, rateLimiter, logRequests, proxies } = this.#options;
    const scope = route ? route.scope : "any";
    // What is open to all is open to whoever brings a wrong key, too.
    const key = scope === "open" || keys.isEmpty
      ? undefined
      : this.#authorize(request, info, scope);
    if (route?.isVital) return key ? { name: key.id, key: key.id } : NOBODY;
    if (!this.#isOpen) {
      throw new RoteError("service_stopping", "The service is stopping and takes no more work");
    }
    // To ask for an address takes Deno as long as a prediction.
    const isNamed = rateLimiter !== undefined || logRequests;
    if (!key && !isNamed) return NOBODY;
    const name = key?.id ?? addressOf(request, info, proxies);
    checkRate(rateLimiter?.take(name));
    return { name, key: key?.id ?? "" };
  }

  /**
   * The key that a request comes with. An address that has brought as many wrong ones as it may send
   * requests is refused before another is compared.
   */
  #authorize(
    request: Request,
    info: Partial<Connection> | undefined,
    scope: Parameters<typeof authorize>[2],
  ) {
    const { keys, rateLimiter, proxies } = this.#options;
    if (!rateLimiter) return authorize(request, keys, scope);
    const failures = `without a key: ${addressOf(request, info, proxies)}`;
    checkRate(rateLimiter.wait(failures));
    try {
      return authorize(request, keys, scope);
    } catch (error) {
      rateLimiter.take(failures);
      throw error;
    }
  }

  /** Calls a route with a body that must be there in time, and of which no more is read than may be. */
  async #readAndCall(asked: Asked, { scope }: Route): Promise<Response> {
    const { request, client } = asked;
    const { method } = request;
    const { body: bounds, admission } = this.#options;
    const promised = promisedBytes(request, bounds);
    const coding = request.headers.get("Content-Encoding");
    // A small body as it is: Deno reads it sooner than a stream. Its bytes count as a request does.
    if (scope === "predict" && isSmall(promised) && coding === null) {
      const { milliseconds } = bounds;
      return await inTime((onCome) => this.#call(asked, request, { onCome }), milliseconds);
    }
    // No route reads a body of these, so none is waited for.
    if (method === "GET" || method === "HEAD" || !request.body) {
      return await this.#call(asked, request);
    }
    const body = readBounded(request.body, coding, bounds, () => admission.holding(client.key));
    try {
      // Not made from the request itself: that would ask for its signal, which Deno then keeps.
      const { url } = request;
      const headers = new Headers(request.headers);
      if (coding !== null) {
        // They tell of the body as it was sent.
        headers.delete("Content-Encoding");
        headers.delete("Content-Length");
      }
      const bounded = new Request(url, { method, headers, body: body.stream });
      return await this.#call(asked, bounded, { onRead: () => body.release() });
    } finally {
      body.release();
    }
  }

  #call(
    { target, client }: Asked,
    request: Request,
    { onCome = NOTHING, onRead = NOTHING }: { onCome?: () => void; onRead?: () => void } = {},
  ) {
    const sender = client.key;
    const passage: Passage = { target, sender, onBodyCome: onCome, onBodyRead: onRead };
    return this.#fetch(request, { passage });
  }

  #explain(method: string, path: string): Response {
    const { error, allow } = this.#routes.explain(method, path);
    const response = refusal(error, path);
    if (allow !== "") response.headers.set("Allow", allow);
    return response;
  }

  #refuse(thrown: unknown, asked: Asked | undefined): Response {
    const error = toRoteError(thrown);
    if (error.code === "internal") this.#options.onError(thrown);
    return refusal(error, asked?.target.path ?? "");
  }
}

/** A prediction that was let in. */
export interface Entered {
  /** When it began. */
  readonly start: number;
  /** The id of its key; empty without. */
  readonly key: string;
}

/** Refuses a client that has to wait so many seconds. */
function checkRate(wait = 0): void {
  if (wait <= 0) return;
  throw new Wait(wait, "rate_limited", `Too many requests; try again in ${Math.ceil(wait)} s`);
}
