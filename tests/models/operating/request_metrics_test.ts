import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Registry } from "prom-client";
import { type ReadableMetric, RequestMetrics } from "../../../models/operating/request_metrics.ts";

async function textOf(...metrics: ReadableMetric[]): Promise<string[]> {
  const registry = new Registry();
  // deno-lint-ignore no-explicit-any -- the registry needs no more than this
  for (const metric of metrics) registry.registerMetric(metric as any);
  return (await registry.metrics()).split("\n").filter((line) => line !== "");
}

describe("RequestMetrics", () => {
  it("counts requests by method, route and status", async () => {
    const metrics = new RequestMetrics();
    metrics.count("GET", "/a", 200, 0);
    metrics.count("GET", "/a", 200, 0);
    metrics.count("GET", "/a", 404, 0);
    metrics.count("BREW", "/a", 405, 0);
    assertEquals((await textOf(metrics.total)).filter((line) => !line.startsWith("#")), [
      'rote_http_requests_total{method="GET",route="/a",status="200"} 2',
      'rote_http_requests_total{method="GET",route="/a",status="404"} 1',
      'rote_http_requests_total{method="other",route="/a",status="405"} 1',
    ]);
  });

  it("has a cumulative histogram with its sum and count", async () => {
    const metrics = new RequestMetrics();
    for (const seconds of [0.0001, 0.0005, 0.003, 61]) metrics.count("POST", "/a", 200, seconds);
    const lines = await textOf(metrics.duration);
    const bucket = (bound: string) =>
      lines.find((line) => line.includes(`le="${bound}"`))!.split(" ").at(-1);
    assertEquals(["0.0005", "0.001", "0.0025", "0.005", "60", "+Inf"].map(bucket), [
      ...["2", "2", "2", "3", "3", "4"],
    ]);
    const labels = '{method="POST",route="/a"}';
    assertEquals(lines.at(-2), `rote_http_request_duration_seconds_sum${labels} 61.0036`);
    assertEquals(lines.at(-1), `rote_http_request_duration_seconds_count${labels} 4`);
    assertEquals(lines[1], "# TYPE rote_http_request_duration_seconds histogram");
  });
});
