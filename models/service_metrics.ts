/**
 * What `/metrics` shows, for Prometheus: requests, predictions, jobs, cache, store and memory. Gauges
 * are read when they are asked for.
 *
 * @module
 */

import { Counter, Gauge, type Metric, Registry } from "prom-client";
import type { Admission } from "./operating/admission.ts";
import type { Job } from "./job.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { ModelRegistry } from "./serving/registry.ts";
import { RequestMetrics } from "./operating/request_metrics.ts";
import type { Store } from "./store/store.ts";

/** What the figures are read from. */
export interface MetricSources {
  readonly registry: ModelRegistry;
  readonly jobs: Jobs;
  readonly store: Store;
  readonly admission: Admission;
  /** Version of this software. */
  readonly release: string;
}

/** The figures of a service. */
export class ServiceMetrics {
  readonly requests = new RequestMetrics();
  /** Rows that were predicted. */
  rowsPredicted = 0;
  readonly #registry = new Registry();
  readonly #finished: Counter<"status">;

  constructor({ registry, jobs, store, admission, release }: MetricSources) {
    const registers = [this.#registry];
    for (const metric of [this.requests.total, this.requests.duration]) {
      // The registry needs no more of a metric than its name and its values.
      this.#registry.registerMetric(metric as unknown as Metric);
    }
    this.#finished = new Counter({
      name: "rote_jobs_finished_total",
      help: "Trainings that ended since the start, by what became of them.",
      labelNames: ["status"],
      registers,
    });
    for (const status of ["succeeded", "failed", "cancelled"]) this.#finished.inc({ status }, 0);
    const read = (name: string, help: string, value: () => number, type: "gauge" | "counter") => {
      if (type === "gauge") {
        new Gauge({ name, help, registers, collect: gaugeOf(value) });
      } else {
        this.#registry.registerMetric(counterOf(name, help, value));
      }
    };
    read(
      "rote_predicted_rows_total",
      "Rows that were predicted.",
      () => this.rowsPredicted,
      "counter",
    );
    read("rote_jobs_queued", "Trainings that wait.", () => jobs.counts.queued, "gauge");
    read("rote_jobs_running", "Trainings that run.", () => jobs.counts.running, "gauge");
    read(
      "rote_requests_under_way",
      "Requests under way.",
      () => admission.underWay.requests,
      "gauge",
    );
    read(
      "rote_request_bytes_under_way",
      "Bytes of the bodies of requests under way.",
      () => admission.underWay.bytes,
      "gauge",
    );
    read("rote_cache_bytes", "Bytes of networks kept ready.", () => registry.cache.bytes, "gauge");
    read("rote_cache_networks", "Networks kept ready.", () => registry.cache.networks, "gauge");
    read("rote_cache_loads_total", "Networks decoded.", () => registry.cache.loads, "counter");
    read("rote_models", "Models in the store.", () => store.size().models, "gauge");
    read("rote_versions", "Versions in the store.", () => store.size().versions, "gauge");
    read(
      "rote_store_bytes",
      "Bytes that are used of the store's file.",
      () => store.size().bytes,
      "gauge",
    );
    read(
      "rote_resident_memory_bytes",
      "Resident memory of the process.",
      () => Deno.memoryUsage().rss,
      "gauge",
    );
    new Gauge({ name: "rote_info", help: "Always 1.", labelNames: ["release"], registers })
      .set({ release }, 1);
  }

  /** Counts a job that has ended. */
  jobFinished({ status }: Job): void {
    this.#finished.inc({ status });
  }

  /** Content-Type of {@linkcode ServiceMetrics.text}. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All figures in Prometheus' text format 0.0.4. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

function gaugeOf(value: () => number) {
  return function (this: Gauge): void {
    this.set(value());
  };
}

/** A counter whose value is kept elsewhere. */
function counterOf(name: string, help: string, value: () => number): Metric {
  const get = () =>
    Promise.resolve({
      ...{ name, help, type: "counter", aggregator: "sum" },
      values: [{ metricName: name, labels: {}, value: value() }],
    });
  return { name, get } as unknown as Metric;
}
