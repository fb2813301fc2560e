/**
 * A whole service without a socket: real store in memory, real workers, the real routes behind the
 * real gate.
 *
 * @module
 */

import {
  DEFAULT_LIMITS,
  type Limits,
  readConfiguration,
} from "../../models/operating/configuration.ts";
import type { Job } from "../../models/job.ts";
import type { Jobs } from "../../models/jobs/jobs.ts";
import type { ModelRegistry } from "../../models/serving/registry.ts";
import type { SqliteStore } from "../../models/store/sqlite/sqlite_store.ts";
import type { App } from "../../routes/app.ts";
import type { Offload } from "../../routes/offload/far/offload.ts";
import { openService as open } from "../../routes/service.ts";
import { checkDocumented } from "./openapi/documented.ts";

/** A service under test. */
export interface TestService {
  readonly app: App;
  readonly store: SqliteStore;
  readonly jobs: Jobs;
  readonly registry: ModelRegistry;
  /** What answers large requests, if the store is a file. */
  readonly offload: Offload | undefined;
  /** What the service logged as its own faults. */
  readonly faults: unknown[];
  /** Sends JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Trains and waits for the end. */
  train(body: unknown): Promise<Job>;
  /** Stops it as a signal does, without patience. */
  stop(): Promise<void>;
  close(): void;
}

/** What a test may choose of a service, besides its limits. */
interface Choices {
  readonly workers?: number;
  /** A file, which an offload worker can read as well; memory alone unless given. */
  readonly store?: string;
  readonly keys?: string;
}

/** Opens a service with an empty store. */
export function openService(limits: Partial<Limits> & Choices = {}): TestService {
  const { workers = 1, store: path = ":memory:", keys = "", ...others } = limits;
  const faults: unknown[] = [];
  const configuration = {
    ...readConfiguration(
      { ROTE_STORE: path, ROTE_KEEP_VERSIONS: "1000", ROTE_API_KEYS: keys },
      1,
    ),
    workers,
    limits: { ...DEFAULT_LIMITS, ...others },
  };
  const service = open(configuration, {
    release: "test",
    log: { write: (level, _, fields) => void (level === "error" && faults.push(fields)) },
    isTracing: false,
  });
  const { app, store, jobs } = service;
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
    service.offload?.close();
    store.close();
  };
  const { offload, registry } = service;
  const stop = () => service.stop(0, () => Promise.resolve());
  return { app, store, jobs, registry, faults, offload, post, train, stop, close };
}

/** Two bits whose class is whether they differ. */
export const XOR = {
  model: "xor",
  rows: ["00", "01", "10", "11"],
  labels: [0, 1, 1, 0],
  network: { hiddenLayers: 1, width: 4, arity: 2 },
};
