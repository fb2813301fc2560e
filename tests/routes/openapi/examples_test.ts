/**
 * The examples of the OpenAPI document: each fits its schema, and each request, sent to a new
 * service, is answered as the document shows.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { type Schema, Validator } from "@cfworker/json-schema";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { documentOf } from "./routes.ts";
import { EXAMPLE_JOB, MAJORITY_VERSION } from "../../../routes/openapi/examples.ts";
import { openService, type TestService } from "../service_fixture.ts";

// deno-lint-ignore no-explicit-any -- a tree of JSON that the test walks through
type Json = any;

const document: Json = JSON.parse(documentOf("test"));
const { components } = document;

/** Follows a reference. */
const resolve = (part: Json): Json =>
  part.$ref
    ? part.$ref.slice(2).split("/").reduce((at: Json, step: string) => at[step], document)
    : part;

/** A parameter, header or body with its examples by name; "" is the name of the only one. */
const examplesOf = ({ example, examples = {} }: Json): [string, Json][] => [
  ...(example === undefined ? [] : [["", example] as [string, Json]]),
  ...Object.entries<Json>(examples).map(([name, { value }]) => [name, value] as [string, Json]),
];

/** A training that takes much longer than the test that cancels it. */
const LONG = {
  model: "long",
  rows: Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0")),
  labels: Array.from({ length: 4096 }, (_, i) => i % 2),
  network: { hiddenLayers: 60, width: 4096, arity: 12 },
  statistics: true,
};

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: Json;
}

const operations: Operation[] = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
  Object.entries<Json>(methods).map(([method, operation]) => ({ method, path, operation }))
);

describe("the examples of the OpenAPI document", () => {
  it("fit their schemas", () => {
    let count = 0;
    const check = (schema: Json, value: Json, where: string) => {
      count++;
      const { valid, errors } = new Validator(
        { ...schema, components } as Schema,
        "2020-12",
        false,
      ).validate(value);
      assert(valid, `${where}: ${JSON.stringify(errors)}`);
    };
    for (const { method, path, operation } of operations) {
      const { parameters = [], requestBody = {}, responses } = operation;
      const places = [
        ...parameters,
        ...Object.values(requestBody.content ?? {}),
        ...Object.values(responses).flatMap((one) => Object.values(resolve(one).content ?? {})),
      ];
      for (const place of places) {
        for (const [, value] of examplesOf(place)) check(place.schema, value, `${method} ${path}`);
      }
    }
    assert(count > 100, `${count} examples`);
  });

  it("are refused by their schemas when they are broken", () => {
    const row = { ...components.schemas.Row, components };
    for (const broken of ["012", [0, {}], 7, { a: [] }, []]) {
      // "012" could be base64; without an encoding the service refuses it, not the schema.
      const { valid } = new Validator(row as Schema, "2020-12").validate(broken);
      assertEquals(valid, broken === "012", JSON.stringify(broken));
    }
  });
});

describe("a new service answers the examples of", () => {
  let service: TestService;
  let id: string;
  let blob: Uint8Array<ArrayBuffer>;
  beforeAll(() => void (service = openService()));
  afterAll(() => service.close());

  /** The request that an operation's example makes: its body, and parameters of the same name. */
  const send = async (
    { method, path, operation }: Operation,
    type: string,
    name: string,
    body?: Json,
  ) => {
    const headers = new Headers(type ? { "Content-Type": type } : {});
    const query = new URLSearchParams();
    let url = path;
    for (const parameter of operation.parameters ?? []) {
      const { required, in: place } = parameter;
      const examples = new Map(examplesOf(parameter));
      const value = examples.get(name) ?? (required ? examples.get("") : undefined);
      if (value === undefined) continue;
      if (place === "path") url = url.replace(`{${parameter.name}}`, value);
      else if (place === "query") query.set(parameter.name, value);
      else headers.set(parameter.name, value);
    }
    url = url.replace(EXAMPLE_JOB.id, id);
    return await service.app.request(query.size > 0 ? `${url}?${query}` : url, {
      method: method.toUpperCase(),
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };

  /** Bodies of an operation as they are sent; one of nothing where it has none. */
  const bodiesOf = (operation: Json): [type: string, name: string, body?: BodyInit][] => {
    const content = Object.entries<Json>(operation.requestBody?.content ?? {});
    if (operation.operationId === "uploadBlob") return [["application/octet-stream", "", blob]];
    if (content.length === 0) return [["", ""]];
    return content.flatMap(([type, media]) =>
      examplesOf(media).map(([name, value]) =>
        [
          type,
          name,
          type === "application/json" ? JSON.stringify(value) : value,
        ] as [string, string, BodyInit]
      )
    );
  };

  /** What is another with each run. */
  const fix = (value: Json): Json =>
    JSON.parse(
      JSON.stringify(value, (key, part) =>
        /^(?:id|\w+At|seconds|release)$|^version$/.test(key) && part !== MAJORITY_VERSION
          ? key
          : part),
    );

  const deletions = ({ method }: Operation) => method === "delete" ? 1 : 0;
  for (const one of operations.toSorted((a, b) => deletions(a) - deletions(b))) {
    const { method, path, operation } = one;
    it(`${method.toUpperCase()} ${path}`, async () => {
      if (operation.operationId === "uploadBlob") {
        blob = await (await service.app.request("/v1/models/majority/blob")).bytes();
      }
      if (operation.operationId === "cancelJob") {
        id = (await (await service.post("/v1/train", LONG)).json()).id;
      }
      for (const [at, [type, name, body]] of bodiesOf(operation).entries()) {
        const response = await send(one, type, name, body);
        const { status } = response;
        const text = await response.text();
        assert(status >= 200 && status < 300, `${name}: ${status} ${text}`);
        assert(operation.responses[status], `${status} is not documented`);
        if (operation.operationId === "train") {
          const job = JSON.parse(text);
          id = job.id;
          assertEquals((await service.jobs.wait(id, 60_000)).version, MAJORITY_VERSION, name);
        }
        const shown = operation.responses[status].content?.["application/json"]?.example;
        if (at > 0 || shown === undefined || MORE_THAN_SHOWN.has(operation.operationId)) continue;
        assertEquals(fix(JSON.parse(text)), fix(shown));
      }
    });
  }
});

/** Lists that have more in them by then, and a job that is cancelled while it runs. */
const MORE_THAN_SHOWN = new Set(["listJobs", "cancelJob"]);
