/**
 * The whole service, put together from its configuration: store, jobs, routes, and the gate in front
 * of them. `main.ts` serves it; tests drive it without a socket.
 *
 * @module
 */

import { Admission } from "../models/operating/admission.ts";
import type { Configuration } from "../models/operating/configuration.ts";
import type { Job } from "../models/job.ts";
import { Jobs } from "../models/jobs/jobs.ts";
import { fieldsOfError, type Log } from "../models/operating/log.ts";
import { PredictionBatcher } from "../models/serving/prediction_batcher.ts";
import { RateLimiter } from "../models/operating/rate_limiter.ts";
import { ModelRegistry } from "../models/serving/registry.ts";
import { ServiceMetrics } from "../models/service_metrics.ts";
import { Shares } from "../models/operating/shares.ts";
import { SqliteStore } from "../models/store/sqlite/sqlite_store.ts";
import { WorkLedger } from "../models/operating/work_ledger.ts";
import { type App, createApp } from "./app.ts";
import type { Connection } from "./gate/sender.ts";
import { Gate, type Handler } from "./gate/gate.ts";
import { Offload } from "./offload/far/offload.ts";
import { withShortWay } from "./v1/short_way.ts";

/** What the service is given from outside, besides its configuration. */
export interface Surroundings {
  /** Version of this software. */
  readonly release: string;
  readonly log: Log;
  /** True if OpenTelemetry is on (`OTEL_DENO`). */
  readonly isTracing: boolean;
}

/** A running service. */
export interface RunningService {
  readonly app: App;
  /** Answers a request. */
  readonly handle: Handler;
  /** True if it has to know where requests come from. */
  readonly needsConnection: boolean;
  readonly jobs: Jobs;
  readonly store: SqliteStore;
  readonly registry: ModelRegistry;
  /** Answers large requests; nothing where the store is in memory alone. */
  readonly offload: Offload | undefined;
  /** Requests under way, and the bytes that they and their answers hold. */
  readonly underWay: { readonly requests: number; readonly bytes: number };
  /**
   * Stops in order: new work is refused, what is under way is answered, trainings that are not done
   * are told to be interrupted, the server is shut down, the store closed. Requests whose bodies are
   * still on the way can be read until `shutDown` is called (Deno makes them unreadable then).
   *
   * @param milliseconds that requests under way may take
   */
  stop(milliseconds: number, shutDown: () => Promise<void>): Promise<void>;
}

/**
 * Opens the service.
 *
 * @throws {RoteError} `store_unavailable`
 */
export function openService(
  configuration: Configuration,
  { release, log, isTracing }: Surroundings,
): RunningService {
  const { workers, trainingThreads, keys, rateLimit, limits } = configuration;
  const onError = (error: unknown) => log.write("error", "fault", fieldsOfError(error));
  const { readOnly, keepVersions } = configuration;
  const store = new SqliteStore(configuration.store, { readOnly, keepVersions, onError });
  const shares = new Shares(configuration.clientShare, keys);
  const admission = new Admission(limits, shares);
  const registry = new ModelRegistry(store, limits.cacheBytes, limits);
  const onFinished = (job: Job) => metrics.jobFinished(job);
  const quota = limits;
  const jobs = new Jobs({
    ...{ store, workers, trainingThreads, quota, onFinished, onError },
    // Of what only those have who may train.
    shares: new Shares(configuration.clientShare, { size: keys.countOf("train") }),
    ...limits,
  });
  const metrics = new ServiceMetrics({ registry, jobs, store, admission, release });
  const work = new WorkLedger(limits.workSeconds, shares);
  const batcher = new PredictionBatcher();
  // A store in memory alone is nobody else's to read: then all is done here, in turns.
  const offload = configuration.store === ":memory:" ? undefined : new Offload({
    ...{ store: configuration.store, limits, shares, work },
    onRows: (rows) => void (metrics.rowsPredicted += rows),
    onModel: (version, model) => registry.adopt(version, model),
    onDamage: (damage) => store.noteDamage(damage),
    onFault: (fault) => log.write("error", "fault", fault),
  });
  const app = createApp({
    ...{ registry, jobs, store, limits, release, metrics, shares, work, batcher, offload, onError },
    now: () => new Date(),
  });
  const { corsOrigins, proxies, logRequests } = configuration;
  const gate = new Gate(app, {
    ...{ keys, admission, log, isTracing, corsOrigins, proxies, logRequests, onError },
    metrics: metrics.requests,
    rateLimiter: rateLimit > 0 ? new RateLimiter(rateLimit) : undefined,
    body: { bytes: limits.bodyBytes, milliseconds: limits.bodyMilliseconds },
    sendMilliseconds: limits.sendMilliseconds,
  });
  const maxBytes = limits.bodyBytes;
  const handle = withShortWay(gate, { registry, batcher, metrics, maxBytes });
  // Whoever asks the application itself, as tests do, passes the gate as well.
  app.fetch = (request, info) => handle(request, info as Partial<Connection>);
  return {
    app,
    handle,
    needsConnection: rateLimit > 0 || configuration.logRequests,
    jobs,
    store,
    registry,
    offload,
    get underWay() {
      return admission.underWay;
    },
    async stop(milliseconds, shutDown) {
      gate.close();
      const patience = new Promise((resolve) => setTimeout(resolve, milliseconds));
      // A client that waits for its training hears that it was interrupted.
      jobs.close();
      await Promise.race([admission.idle(), patience]);
      offload?.close();
      await Promise.race([shutDown(), patience]);
      store.close();
    },
  };
}
