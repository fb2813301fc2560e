/**
 * The gate in front of the whole service, without a socket.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Fields, Level } from "../../../models/operating/log.ts";
import { readConfiguration } from "../../../models/operating/configuration.ts";
import { takeBreak } from "../../../models/turns.ts";
import { openService, type RunningService } from "../../../routes/service.ts";
import { XOR } from "../service_fixture.ts";

const ALL = "0123456789abcdef";
const READER = "fedcba9876543210";

/** A service with its log. */
interface Open extends RunningService {
  readonly lines: { level: Level; event: string; fields: Fields }[];
  ask(path: string, init?: RequestInit, host?: string): Promise<Response>;
}

function open(variables: Record<string, string> = {}): Open {
  const lines: Open["lines"] = [];
  const configuration = readConfiguration({ ROTE_STORE: ":memory:", ...variables }, 1);
  const service = openService(configuration, {
    release: "test",
    log: { write: (level, event, fields = {}) => void lines.push({ level, event, fields }) },
    isTracing: false,
  });
  const connection = { remoteAddr: { hostname: "127.0.0.1" } };
  return {
    ...service,
    get underWay() {
      return service.underWay;
    },
    lines,
    ask: async (path, init, host = "127.0.0.1:8000") =>
      await service.handle(new Request(`http://${host}${path}`, init), connection),
  };
}

const shut = (service: Open) => service.stop(0, () => Promise.resolve());
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

async function trainXor(service: Open, headers: Record<string, string> = {}): Promise<void> {
  const response = await service.ask("/v1/train", json(XOR, { Prefer: "wait=60", ...headers }));
  assertEquals((await response.json()).status, "succeeded");
}

describe("the gate of a service without keys", () => {
  let service: Open;
  beforeAll(async () => {
    service = open();
    await trainXor(service);
  });
  afterAll(() => shut(service));

  it("answers for this machine alone, so that no web page can reach it by another name", async () => {
    for (const host of ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"]) {
      assertEquals((await service.ask("/health", {}, host)).status, 200, host);
    }
    for (const host of ["example.org", "localhost.example.org:8000", "127.0.0.1.nip.io"]) {
      const response = await service.ask("/v1/models", {}, host);
      assertEquals([response.status, (await response.json()).code], [421, "host_not_served"], host);
    }
  });

  it("gives every answer the security headers, also to errors", async () => {
    const answers = [
      await service.ask("/v1/models"),
      await service.ask("/v1/models/xor/predict", json({ rows: ["01"] })),
      await service.ask("/nothing"),
      await service.ask("/v1/models", {}, "example.org"),
    ];
    for (const { headers } of answers) {
      assertEquals(headers.get("X-Content-Type-Options"), "nosniff");
      assertMatch(headers.get("Content-Security-Policy")!, /default-src 'none'/);
      assertEquals(headers.get("Referrer-Policy"), "no-referrer");
      assertEquals(headers.get("Access-Control-Allow-Origin"), null);
    }
  });

  it("keeps the id that a request has, and makes one up for one that is not legal", async () => {
    const idOf = async (given?: string) => {
      const headers = given === undefined ? {} : { "X-Request-Id": given };
      return (await service.ask("/health", { headers })).headers.get("X-Request-Id");
    };
    assertEquals(await idOf("abc-123"), "abc-123");
    assertMatch((await idOf("a b"))!, /^[0-9a-f-]{36}$/);
    assertEquals(await idOf(), null);
  });

  it("shows at /metrics what was asked, and how the service is", async () => {
    const text = await (await service.ask("/metrics")).text();
    const value = (name: string) => {
      const line = text.split("\n").find((line) => line.startsWith(`${name} `));
      return line ? Number(line.split(" ").at(-1)) : undefined;
    };
    const predicted = value("rote_predicted_rows_total")!;
    await service.ask("/v1/models/xor/predict", json({ rows: ["01", "10", "11"] }));
    await service.ask("/v1/models/xor/predict", json({ rows: ["01"] }));
    const later = await (await service.ask("/metrics")).text();
    assert(later.includes(`rote_predicted_rows_total ${predicted + 4}\n`));
    const labels = 'method="POST",route="/v1/models/{name}/predict",status="200"';
    assertMatch(later, new RegExp(`^rote_http_requests_total{${labels}} \\d+$`, "m"));
    assertEquals([value("rote_models"), value("rote_versions"), value("rote_jobs_running")], [
      1,
      1,
      0,
    ]);
    for (const name of ["rote_store_bytes", "rote_cache_bytes", "rote_resident_memory_bytes"]) {
      assert(value(name)! > 0, name);
    }
  });

  it("logs nothing of requests that are answered as they should be", () => {
    assertEquals(service.lines, []);
  });
});

describe("the gate of a service with keys", () => {
  let service: Open;
  beforeAll(async () => {
    service = open({
      ROTE_API_KEYS: `${ALL}, read:${READER}`,
      ROTE_OPEN_SCOPES: "predict",
      ROTE_LOG_REQUESTS: "true",
    });
    await trainXor(service, bearer(ALL));
  });
  afterAll(() => shut(service));

  it("asks for a key with the right scope, by every way to the same thing", async () => {
    const ask = async (path: string, init: RequestInit) => {
      const response = await service.ask(path, init, "rote.example.org");
      const { code, error } = await response.json();
      return [response.status, code ?? typeof error];
    };
    assertEquals(await ask("/v1/models", {}), [401, "key_missing"]);
    assertEquals(await ask("/v1/models", { headers: bearer(READER) }), [200, "undefined"]);
    assertEquals(await ask("/v1/models", { headers: bearer("wrong") }), [401, "key_not_valid"]);
    assertEquals(await ask("/v1/train", json(XOR, bearer(READER))), [403, "key_scope_missing"]);
    assertEquals(await ask("/v1/models/xor", { method: "DELETE" }), [401, "key_missing"]);
    assertEquals(await ask("/v2/models/xor", {}), [401, "string"]);
    assertEquals((await ask("/v1/models/xor/predict", json({ rows: ["01"] })))[0], 200);
    assertEquals((await ask("/health", {}))[0], 200);
  });

  it("keeps the idempotency keys of its clients apart", async () => {
    const other = open({ ROTE_API_KEYS: `${ALL}, train:${READER}` });
    const train = async (key: string, seed: number) => {
      const headers = { ...bearer(key), "Idempotency-Key": "one", Prefer: "wait=60" };
      const response = await other.ask("/v1/train", json({ ...XOR, seed }, headers));
      return [response.status, (await response.json()).id ?? "", response.headers];
    };
    const [, first] = await train(ALL, 1);
    const [status, second] = await train(READER, 2);
    assertEquals([status, first === second], [200, false]);
    assertEquals((await train(ALL, 1))[1], first);
    assertEquals((await train(ALL, 2))[0], 422);
    await shut(other);
  });

  it("tells how to bring a key", async () => {
    const response = await service.ask("/v1/models");
    assertEquals(response.headers.get("WWW-Authenticate"), 'Bearer realm="rote"');
    assertEquals(response.headers.get("Content-Type"), "application/problem+json");
    assertMatch((await response.json()).detail, /scope read: Authorization: Bearer KEY/);
  });

  it("logs each request with its route and client, and never a key", async () => {
    await service.ask("/v1/models/xor?secret=1", { headers: bearer(READER) });
    const { event, fields } = service.lines.at(-1)!;
    assertEquals([event, fields.method, fields.path, fields.route, fields.status], [
      ...["request", "GET", "/v1/models/xor", "/v1/models/{name}", 422],
    ]);
    assertMatch(String(fields.client), /^[0-9a-f]{8}$/);
    assert(Number(fields.milliseconds) >= 0);
    for (const path of ["/metrics", "/v1/models/xor"]) {
      await service.ask(path, { headers: bearer(READER) });
      assertEquals([service.lines.at(-1)!.fields.path, service.lines.at(-1)!.fields.client], [
        ...[path, fields.client],
      ]);
    }
    const all = JSON.stringify(service.lines);
    assert(!all.includes(READER) && !all.includes(ALL) && !all.includes("secret"));
  });
});

describe("the gate of a service with limits", () => {
  it("refuses a client that asks too often, with the time to wait, and no other", async () => {
    const service = open({ ROTE_RATE_LIMIT: "2", ROTE_PROXIES: "1" });
    const ask = (address: string) =>
      service.ask("/v1/models", { headers: { "X-Forwarded-For": address } });
    assertEquals([(await ask("1.1.1.1")).status, (await ask("1.1.1.1")).status], [200, 200]);
    const refused = await ask("1.1.1.1");
    assertEquals([refused.status, (await refused.json()).code], [429, "rate_limited"]);
    assertEquals(refused.headers.get("Retry-After"), "30");
    assertEquals((await ask("2.2.2.2")).status, 200);
    assertEquals((await service.ask("/health")).status, 200);
    await shut(service);
  });

  it("holds no bytes of bodies that are read, predicted or refused", async () => {
    const service = open();
    await trainXor(service);
    const rows = Array.from({ length: 20_000 }, (_, at) => at % 2 ? "01" : "10");
    for (const body of [{ rows }, { rows, row: 1 }, { rows: [...rows, "2"] }]) {
      await (await service.ask("/v1/models/xor/predict", json(body))).text();
      await (await service.ask("/v1/train", json({ model: "-", ...body }))).text();
      assertEquals(service.underWay, { requests: 0, bytes: 0 });
    }
    await shut(service);
  });

  it("gives the bytes of a body back as soon as it is read, while its answer is waited for", async () => {
    const service = open();
    const network = { hiddenLayers: 60, width: 4096, arity: 12 };
    const rows = Array.from({ length: 4096 }, (_, at) => at.toString(2).padStart(12, "0"));
    const labels = rows.map((_, at) => at % 2);
    const body = { model: "long", rows, labels, network, statistics: true };
    const answer = service.ask("/v1/train", json(body, { Prefer: "wait=60" }));
    let job: { id: string } | undefined;
    while (!job) {
      await takeBreak();
      [job] = (await (await service.ask("/v1/jobs")).json()).jobs;
    }
    assertEquals(service.underWay, { requests: 1, bytes: 0 });
    await service.ask(`/v1/jobs/${job.id}`, { method: "DELETE" });
    assertEquals((await (await answer).json()).status, "cancelled");
    await shut(service);
  });

  it("refuses work above what may be under way, and answers it later", async () => {
    const service = open({ ROTE_MAX_CONCURRENT_REQUESTS: "1" });
    const slow = { ...XOR, network: { hiddenLayers: 2, width: 64, arity: 2 } };
    const first = service.ask("/v1/train", json(slow, { Prefer: "wait=60" }));
    const refused = await service.ask("/v1/models");
    assertEquals([refused.status, (await refused.json()).code], [503, "too_busy"]);
    assert(refused.headers.has("Retry-After"));
    assertEquals((await service.ask("/health")).status, 200);
    assertEquals((await first).status, 200);
    assertEquals((await service.ask("/v1/models")).status, 200);
    // To be busy is no fault.
    assertEquals(service.lines, []);
    await shut(service);
  });

  it("asks whoever brings wrong keys to wait before it compares another", async () => {
    const service = open({ ROTE_API_KEYS: ALL, ROTE_RATE_LIMIT: "2", ROTE_PROXIES: "1" });
    const ask = async (address: string, key?: string) => {
      const headers = { "X-Forwarded-For": address, ...(key ? bearer(key) : {}) };
      return (await service.ask("/v1/models", { headers })).status;
    };
    assertEquals([await ask("1.1.1.1", "wrong"), await ask("1.1.1.1")], [401, 401]);
    assertEquals([await ask("1.1.1.1", "wrong"), await ask("1.1.1.1")], [429, 429]);
    assertEquals(await ask("1.1.1.1", ALL), 429, "not even the right one is compared");
    assertEquals([await ask("2.2.2.2", ALL), await ask("2.2.2.2", "wrong")], [200, 401]);
    await shut(service);
  });

  it("leaves what is open to all open to whoever brings a wrong key", async () => {
    const service = open({ ROTE_API_KEYS: ALL });
    for (const path of ["/health", "/ping", "/v2/health/live", "/", "/docs", "/openapi.json"]) {
      for (const Authorization of ["Bearer wrong", "Basic x", ""]) {
        const response = await service.ask(path, { headers: { Authorization } });
        assertEquals(response.status, 200, path);
        await response.body?.cancel();
      }
    }
    await shut(service);
  });

  it("keeps room for others whatever one key has under way", async () => {
    const service = open({
      ROTE_API_KEYS: `${ALL} predict:${READER}`,
      ROTE_OPEN_SCOPES: "predict",
      ROTE_MAX_CONCURRENT_REQUESTS: "6",
    });
    await trainXor(service, bearer(ALL));
    const ends: (() => void)[] = [];
    const start = (headers: Record<string, string>) => {
      const body = new ReadableStream({ start: (c) => void ends.push(() => c.error(new Error())) });
      return service.ask("/v1/models/xor/predict", { method: "POST", headers, body });
    };
    const underWay = [1, 2, 3].map(() => start(bearer(READER)));
    const refused = await start(bearer(READER));
    assertEquals([refused.status, (await refused.json()).code], [503, "too_busy"]);
    const others = [bearer(ALL), {}].map((headers) =>
      service.ask("/v1/models/xor/predict", json({ rows: ["01"] }, headers))
    );
    for (const other of await Promise.all(others)) assertEquals(other.status, 200);
    for (const end of ends) end();
    await Promise.all(underWay);
    await shut(service);
  });

  it("waits for no body that nobody reads, whatever the method", async () => {
    const service = open({ ROTE_API_KEYS: ALL, ROTE_CORS_ORIGINS: "https://example.org" });
    const endless = () => new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(1)) });
    for (const method of ["OPTIONS", "DELETE", "PATCH", "POST", "PUT"]) {
      for (const headers of [{}, bearer(ALL), { Origin: "https://example.org" }]) {
        const path = method === "POST" || method === "PUT" ? "/nothing" : "/v1/train";
        const response = await service.ask(path, { method, headers, body: endless() });
        assert([204, 401, 404, 405].includes(response.status), `${method} ${response.status}`);
      }
    }
    assertEquals(service.underWay, { requests: 0, bytes: 0 });
    await shut(service);
  });

  it("counts of a body what has come, not what is promised", async () => {
    const service = open({ ROTE_MAX_IN_FLIGHT_BYTES: "1048576" });
    await trainXor(service);
    const ends: (() => void)[] = [];
    const promise = (length: Record<string, string>) => {
      const body = new ReadableStream({
        start(c) {
          c.enqueue(new Uint8Array(100));
          ends.push(() => c.error(new Error()));
        },
      });
      const headers = { "Content-Type": "application/json", ...length };
      return service.ask("/v1/models/xor/predict", { method: "POST", headers, body });
    };
    const lengths: Record<string, string>[] = [{}, { "Content-Length": "67108864" }];
    const idle = [...lengths, ...lengths, ...lengths].map(promise);
    const rows = Array.from({ length: 100_000 }, () => "01");
    const large = await service.ask(
      "/v1/models/xor/predict",
      json({ rows: rows.slice(0, 40_000) }),
    );
    assertEquals(large.status, 200);
    await large.body!.cancel();
    assertEquals(service.underWay, { requests: 6, bytes: 600 });
    for (const end of ends) end();
    await Promise.all(idle);
    assertEquals(service.underWay, { requests: 0, bytes: 0 });
    await shut(service);
  });

  it("gives a body up that does not come", async () => {
    const service = open({ ROTE_BODY_SECONDS: "1" });
    await trainXor(service);
    const stalled = () => new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(1)) });
    const headers = { "Content-Type": "application/octet-stream" };
    for (
      const [method, path] of [["PUT", "/v1/models/a/blob"], ["POST", "/v1/models/xor/predict"]]
    ) {
      const response = await service.ask(path!, { method: method!, headers, body: stalled() });
      assertEquals([response.status, (await response.json()).code], [408, "body_too_slow"], path);
    }
    await shut(service);
  });

  it("lets pages of named origins read refusals, too", async () => {
    const service = open({ ROTE_API_KEYS: ALL, ROTE_CORS_ORIGINS: "https://example.org" });
    const allowed = async (path: string, init: RequestInit = {}) => {
      const headers = { Origin: "https://example.org", ...init.headers };
      const response = await service.ask(path, { ...init, headers });
      return [response.status, response.headers.get("Access-Control-Allow-Origin")];
    };
    const origin = "https://example.org";
    assertEquals(await allowed("/v1/models"), [401, origin]);
    assertEquals(await allowed("/v1/models", { headers: bearer("wrong") }), [401, origin]);
    assertEquals(await allowed("/nothing", { headers: bearer(ALL) }), [404, origin]);
    assertEquals(await allowed("/v1/models", { method: "PUT", headers: bearer(ALL) }), [
      405,
      origin,
    ]);
    service.stop(0, () => Promise.resolve());
    assertEquals(await allowed("/v1/models", { headers: bearer(ALL) }), [503, origin]);
  });

  it("lets the pages of named origins in, and asks no key of their preflight requests", async () => {
    const service = open({
      ROTE_API_KEYS: ALL,
      ROTE_CORS_ORIGINS: "https://example.org",
    });
    await trainXor(service, bearer(ALL));
    const from = (origin: string, init: RequestInit = {}) =>
      service.ask("/v1/models/xor/predict", {
        ...json({ rows: ["01"] }, { ...bearer(ALL), Origin: origin }),
        ...init,
      });
    const allowed = (response: Response) => response.headers.get("Access-Control-Allow-Origin");
    assertEquals(allowed(await from("https://example.org")), "https://example.org");
    assertEquals(allowed(await from("https://example.com")), null);
    const preflight = await service.ask("/v1/models/xor/predict", {
      method: "OPTIONS",
      headers: { Origin: "https://example.org", "Access-Control-Request-Method": "POST" },
    });
    assertEquals([preflight.status, allowed(preflight)], [204, "https://example.org"]);
    await shut(service);
  });
});

describe("stopping", () => {
  it("refuses new work, answers what is under way, and interrupts what trains", async () => {
    const service = open();
    await trainXor(service);
    const long = { ...XOR, model: "long", network: { hiddenLayers: 60, width: 4_096, arity: 2 } };
    const waiting = service.ask("/v1/train", json(long, { Prefer: "wait=60" }));
    while (service.jobs.counts.running === 0) await new Promise((resolve) => setTimeout(resolve));
    let isDown = false;
    const stopped = service.stop(60_000, () => Promise.resolve(void (isDown = true)));
    const refused = await service.ask("/v1/models");
    assertEquals([refused.status, (await refused.json()).code], [503, "service_stopping"]);
    const job = await (await waiting).json();
    assertEquals([job.status, job.error?.code], ["failed", "job_interrupted"]);
    await stopped;
    assertEquals(isDown, true);
  });
});
