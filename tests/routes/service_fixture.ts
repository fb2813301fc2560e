/**
 * A whole service without a socket: real store in memory, real workers, the real routes.
 *
 * @module
 */

import { Admission } from "../../models/admission.ts";
import { DEFAULT_LIMITS, type Limits } from "../../models/configuration.ts";
import type { Job } from "../../models/job.ts";
import { Jobs } from "../../models/jobs.ts";
import { ModelRegistry } from "../../models/registry.ts";
import { ServiceMetrics } from "../../models/service_metrics.ts";
import { SqliteStore } from "../../models/sqlite_store.ts";
import { type App, createApp } from "../../routes/app.ts";
import { ROUTES } from "../../routes/target.ts";
import { checkDocumented } from "./openapi/documented.ts";

/** A service under test. */
export interface TestService {
  readonly app: App;
  readonly store: SqliteStore;
  readonly jobs: Jobs;
  /** What the service logged as its own faults. */
  readonly faults: unknown[];
  /** Sends JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Trains and waits for the end. */
  train(body: unknown): Promise<Job>;
  close(): void;
}

/** Opens a service with an empty store. */
export function openService(limits: Partial<Limits> & { workers?: number } = {}): TestService {
  const { workers = 1, ...others } = limits;
  const bounds = { ...DEFAULT_LIMITS, ...others };
  const store = new SqliteStore(":memory:");
  const faults: unknown[] = [];
  const onError = (error: unknown) => faults.push(error);
  const jobs = new Jobs({ store, workers, quota: bounds, ...bounds, onError });
  const registry = new ModelRegistry(store, bounds.cacheBytes, bounds);
  const now = () => new Date();
  const admission = new Admission(bounds);
  const release = "test";
  const sources = { registry, jobs, store, admission, release, routes: ROUTES };
  const metrics = new ServiceMetrics(sources);
  const app = createApp({ ...sources, metrics, limits: bounds, corsOrigins: [], now, onError });
  const request = app.request;
  // What a test asks for is held against the OpenAPI document, too.
  app.request = async (input, init, ...rest) => {
    const response = await request(input, init, ...rest);
    const { method, url } = input instanceof Request ? input : { method: init?.method, url: input };
    await checkDocumented(method ?? "GET", `${url}`, response);
    return response;
  };
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    await app.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const train = async (body: unknown): Promise<Job> =>
    await (await post("/v1/train", body, { Prefer: "wait=60" })).json();
  const close = () => {
    jobs.close();
    store.close();
  };
  return { app, store, jobs, faults, post, train, close };
}

/** Two bits whose class is whether they differ. */
export const XOR = {
  model: "xor",
  rows: ["00", "01", "10", "11"],
  labels: [0, 1, 1, 0],
  network: { hiddenLayers: 1, width: 4, arity: 2 },
};
