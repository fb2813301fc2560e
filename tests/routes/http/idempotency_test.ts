import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import type { Job } from "../../../models/job.ts";
import { readIdempotencyKey } from "../../../routes/http/idempotency.ts";
import { checkRefusal } from "../refusals.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";

/** XOR in the three forms of a body. */
const JSON_FORM = { path: "/v1/train", type: "application/json", body: JSON.stringify(XOR) };
const CSV_FORM = {
  path: "/v1/train?model=xor&hiddenLayers=1&width=4&arity=2",
  type: "text/csv",
  body: "a,b,label\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n",
};
const BINARY_FORM = {
  path: "/v1/train?model=xor&hiddenLayers=1&width=4&arity=2&features=2&rows=4",
  type: "application/octet-stream",
  body: Uint8Array.of(0, 2, 1, 3, 0, 1, 1, 0),
};
const FORMS = [JSON_FORM, CSV_FORM, BINARY_FORM];

interface Form {
  path: string;
  type: string;
  body: BodyInit;
}

describe("POST /v1/train with an Idempotency-Key", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService({ queue: 2 });
  });
  afterEach(() => service.close());

  const send = async ({ path, type, body }: Form, key?: string, prefer = "wait=60") =>
    await service.app.request(path, {
      method: "POST",
      headers: {
        "Content-Type": type,
        Prefer: prefer,
        ...(key === undefined ? {} : { "Idempotency-Key": key }),
      },
      body,
    });
  const isReplayed = (response: Response) => response.headers.get("Idempotency-Replayed");
  const jobOf = async (response: Response): Promise<Job> => await response.json();
  /** Sends a request that must have been sent before, and returns the job that it gives again. */
  const replay = async (form: Form, key: string) => {
    const response = await send(form, key);
    assertEquals([response.status, isReplayed(response)], [200, "true"]);
    return jobOf(response);
  };

  it("gives the same job for the same request, in each form of a body, and trains once", async () => {
    for (const form of FORMS) {
      const first = await send(form, form.type);
      const job = await jobOf(first);
      assertEquals([first.status, isReplayed(first), job.status], [200, null, "succeeded"]);
      const again = await send(form, form.type);
      assertEquals([again.status, isReplayed(again)], [200, "true"]);
      assertEquals(again.headers.get("Location"), first.headers.get("Location"));
      assertEquals(await jobOf(again), job);
    }
    assertEquals(service.jobs.list(10).length, FORMS.length);
  });

  it("trains once for requests that arrive together", async () => {
    for (const form of FORMS) {
      const all = await Promise.all(Array.from({ length: 10 }, () => send(form, form.type, "")));
      const ids = await Promise.all(all.map(async (response) => (await jobOf(response)).id));
      assertEquals(new Set(ids).size, 1);
      assertEquals(all.filter((response) => !isReplayed(response)).length, 1);
      await service.jobs.wait(ids[0]!, 60_000);
    }
  });

  it("trains anew for another key, and without one", async () => {
    const ids = [];
    for (const key of ["a", "b", undefined, undefined]) {
      ids.push((await jobOf(await send(JSON_FORM, key))).id);
    }
    assertEquals(new Set(ids).size, 4);
  });

  it("refuses the key with another body, query or form", async () => {
    const others: [Form, Form][] = [
      [JSON_FORM, { ...JSON_FORM, body: `${JSON_FORM.body} ` }],
      [CSV_FORM, { ...CSV_FORM, body: CSV_FORM.body.replace("1,1,0", "1,1,1") }],
      [BINARY_FORM, { ...BINARY_FORM, body: Uint8Array.of(0, 2, 1, 3, 0, 1, 1, 1) }],
      [BINARY_FORM, { ...BINARY_FORM, path: `${BINARY_FORM.path}&seed=2` }],
      [JSON_FORM, CSV_FORM],
    ];
    for (const [at, [form, other]] of others.entries()) {
      const job = await jobOf(await send(form, `key-${at}`));
      await checkRefusal(await send(other, `key-${at}`), {
        status: 422,
        code: "idempotency_key_reused",
        detail: job.id,
      });
      assertEquals(await replay(form, `key-${at}`), job);
    }
  });

  it("knows a request whose query is in another order or that comes in other pieces", async () => {
    const job = await jobOf(await send(CSV_FORM, "k"));
    const path = "/v1/train?arity=2&width=4&hiddenLayers=1&model=xor";
    const pieces = [...CSV_FORM.body].map((letter) => new TextEncoder().encode(letter));
    const other = { path, type: "Text/CSV; charset=utf-8", body: ReadableStream.from(pieces) };
    assertEquals(await replay(other, "k"), job);
  });

  it("knows a body of megabytes, and tells it from one that differs in its last byte", async () => {
    const [rows, stride] = [700, 8192];
    const body = new Uint8Array(rows * (stride + 1)).map((_, at) => at % 251);
    body.fill(0, rows * stride).fill(1, rows * (stride + 1) - 7);
    const shape = "hiddenLayers=1&width=1&arity=1";
    const path = `/v1/train?model=large&features=${8 * stride}&rows=${rows}&${shape}`;
    const form = { path, type: BINARY_FORM.type, body };
    const job = await jobOf(await send(form, "k"));
    assertEquals(job.status, "succeeded", job.error?.detail);
    assertEquals(await replay(form, "k"), job);
    body[body.length - 1] = 0;
    await checkRefusal(await send(form, "k"), { code: "idempotency_key_reused" });
  });

  it("leaves the key of a request that it refuses free", async () => {
    const broken = { ...JSON_FORM, body: JSON.stringify({ ...XOR, labels: [0] }) };
    await checkRefusal(await send(broken, "k"), { code: "label_count_mismatch" });
    assertEquals((await jobOf(await send(JSON_FORM, "k"))).status, "succeeded");
  });

  it("gives a job again though the queue is full, as it is by then", async () => {
    const long = {
      ...XOR,
      rows: Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0")),
      labels: Array.from({ length: 4096 }, (_, i) => i % 2),
      network: { hiddenLayers: 60, width: 4096, arity: 12 },
      statistics: true,
    };
    const form = { ...JSON_FORM, body: JSON.stringify(long) };
    const job = await jobOf(await send(form, "k", ""));
    await send(JSON_FORM, "second", "");
    await send(JSON_FORM, "third", "");
    await checkRefusal(await send(JSON_FORM, "fourth"), { status: 429, code: "queue_full" });
    const again = await send(form, "k", "");
    assertEquals([again.status, isReplayed(again)], [202, "true"]);
    assert(again.headers.has("Retry-After"));
    service.jobs.cancel(job.id);
    assertEquals((await replay(form, "k")).status, "cancelled");
  });

  it("forgets a key with its job", async () => {
    service.close();
    service = openService({ finishedJobs: 1 });
    const first = await jobOf(await send(JSON_FORM, "k"));
    assertEquals(await replay(JSON_FORM, "k"), first);
    await send(JSON_FORM, "other");
    const anew = await send(JSON_FORM, "k");
    assertEquals(isReplayed(anew), null);
    assertNotEquals((await jobOf(anew)).id, first.id);
  });

  it("refuses a key that is not legal before it reads the body", async () => {
    for (const key of ["", '"', "two words", "a, b", "\u00e9"]) {
      const response = await send({ ...JSON_FORM, body: "no JSON" }, key);
      await checkRefusal(response, { status: 400, code: "idempotency_key_not_legal" });
    }
  });
});

describe("readIdempotencyKey()", () => {
  const cases: [string, string][] = [
    ["8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ['"quoted"', "quoted"],
    ['"with \\"quotes\\" and \\\\"', ""],
    ['"say_\\"hello\\"_\\\\"', 'say_"hello"_\\'],
    ["x".repeat(255), "x".repeat(255)],
    [`"${"x".repeat(255)}"`, "x".repeat(255)],
    ["!~", "!~"],
    ['a"b', 'a"b'],
    ["x".repeat(256), ""],
    ["", ""],
    ['""', ""],
    ['"open', ""],
    ['"bad\\escape"', ""],
    ['"a";p=1', ""],
    ["tab\tinside", ""],
    ["k\u00e4se", ""],
  ];
  for (const [header, key] of cases) {
    const short = header.length > 40 ? `${header.slice(0, 20)}... of ${header.length}` : header;
    it(key ? `reads ${short}` : `refuses ${JSON.stringify(short)}`, () => {
      if (key) assertEquals(readIdempotencyKey(header), key);
      else {
        const error = assertThrows(() => readIdempotencyKey(header), RoteError);
        assertEquals(error.code, "idempotency_key_not_legal");
      }
    });
  }
});
