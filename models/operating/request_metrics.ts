/**
 * Requests as Prometheus counts them: how many, with which status, how long. A prediction takes a few
 * microseconds, and looking a counter up by its labels takes about as long; so numbers are kept in
 * flat arrays here and given to prom-client only when it asks (`service_metrics.ts`).
 *
 * @module
 */

/** Upper bounds of the histogram's buckets, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "other"];

/** One value of a metric, as prom-client writes it. */
interface MetricValue {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** A metric as prom-client's registry reads it. */
export interface ReadableMetric {
  readonly name: string;
  get(): Promise<unknown>;
}

/** What is known of the requests for one route with one method. */
export class RequestCell {
  /** Requests by status. */
  readonly statuses = new Map<number, number>();
  /** Requests by the first bound that they are within; the last place is for those beyond all. */
  readonly buckets = new Float64Array(BOUNDS.length + 1);
  seconds = 0;

  constructor(readonly method: string, readonly route: string) {}

  /** Counts a request that was answered after so many seconds. */
  count(status: number, seconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    this.seconds += seconds;
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket++;
    this.buckets[bucket]!++;
  }
}

/** Counts requests. */
export class RequestMetrics {
  /** By route, then by method. */
  readonly #cells = new Map<string, Map<string, RequestCell>>();

  /**
   * Counts a request that was answered after so many seconds.
   *
   * @param route its name, one of few
   */
  count(method: string, route: string, status: number, seconds: number): void {
    this.cell(method, route).count(status, seconds);
  }

  /** Where the requests for a route with a method are counted, for whoever counts many. */
  cell(method: string, route: string): RequestCell {
    const cells = this.#cells.get(route) ?? this.#addCells(route);
    return cells.get(method) ?? cells.get("other")!;
  }

  #addCells(route: string): Map<string, RequestCell> {
    const cells = new Map(METHODS.map((method) => [method, new RequestCell(method, route)]));
    this.#cells.set(route, cells);
    return cells;
  }

  /** Requests by method, route and status. */
  get total(): ReadableMetric {
    const name = "rote_http_requests_total";
    return this.#metric(
      name,
      "counter",
      "Requests that were answered.",
      (cell) =>
        Array.from(cell.statuses, ([status, value]) => ({
          metricName: name,
          labels: { method: cell.method, route: cell.route, status },
          value,
        })),
    );
  }

  /** The time from a request's head to its answer's, by route. */
  get duration(): ReadableMetric {
    const name = "rote_http_request_duration_seconds";
    const help = "Time from the head of a request to its answer.";
    return this.#metric(name, "histogram", help, ({ method, route, buckets, seconds }) => {
      const labels = { method, route };
      let sum = 0;
      const values: MetricValue[] = Array.from(buckets, (count, bucket) => ({
        metricName: `${name}_bucket`,
        labels: { le: BOUNDS[bucket] ?? "+Inf", ...labels },
        value: sum += count,
      }));
      return [
        ...values,
        { metricName: `${name}_sum`, labels, value: seconds },
        { metricName: `${name}_count`, labels, value: sum },
      ];
    });
  }

  /** A metric of the cells that have seen a request. */
  #metric(
    name: string,
    type: string,
    help: string,
    valuesOf: (cell: RequestCell) => MetricValue[],
  ): ReadableMetric {
    const get = () => {
      const seen = [...this.#cells.values()].flatMap((cells) => [...cells.values()]).filter((
        { statuses },
      ) => statuses.size > 0);
      const values = seen.flatMap(valuesOf);
      return Promise.resolve({ name, help, type, aggregator: "sum", values });
    };
    return { name, get };
  }
}
