/**
 * The OpenAPI document itself. `openapi-3.1.schema.json` is the OpenAPI Initiative's schema of such
 * documents, as the package `@seriousme/openapi-schema-validator` 2.11.0 has it.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { type Schema, Validator } from "@cfworker/json-schema";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import config from "../../../deno.json" with { type: "json" };
import written from "../../../docs/openapi.json" with { type: "text" };
import { type ErrorCode, RoteError } from "../../../lib/mod.ts";
import { refusal } from "../../../routes/gate/refusal.ts";
import { openService, type TestService } from "../service_fixture.ts";
import { checkDocumented } from "./documented.ts";
import { documentOf, PATHS, routeOf, ROUTES } from "./routes.ts";
import metaSchema from "./openapi-3.1.schema.json" with { type: "json" };

// deno-lint-ignore no-explicit-any -- a tree of JSON that the test walks through
type Json = any;

/** What a schema may say: the words of JSON Schema that the document uses. */
const WORDS = new Set([
  ...["$ref", "type", "enum", "const", "default", "examples", "description", "format", "pattern"],
  ...["properties", "required", "additionalProperties", "propertyNames", "items", "minItems"],
  ...["maxItems", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"],
  ...["exclusiveMaximum", "anyOf", "allOf", "not", "contentEncoding"],
]);

describe("the OpenAPI document", () => {
  const text = documentOf(config.version);
  const document: Json = JSON.parse(text);
  let service: TestService;
  beforeAll(() => void (service = openService()));
  afterAll(() => service.close());

  it("is docs/openapi.json; if not, run deno task openapi", () => {
    assertEquals(written, text);
  });

  it("is a valid document of OpenAPI 3.1", () => {
    const { valid, errors } = new Validator(metaSchema as Schema, "2020-12").validate(document);
    assert(valid, JSON.stringify(errors.slice(-3), null, 2));
  });

  it("is told from one that is not valid", () => {
    const validator = new Validator(metaSchema as Schema, "2020-12");
    const post = document.paths["/v1/train"].post;
    for (
      const broken of [
        { ...document, openapi: "3.0.0" },
        { ...document, path: {} },
        { ...document, paths: { "/v1/train": { post: { ...post, response: {} } } } },
        { ...document, paths: { "/v1/train": { post: { ...post, responses: { 200: {} } } } } },
      ]
    ) {
      assertEquals(validator.validate(broken).valid, false);
    }
  });

  it("has every route of the app, and no other", () => {
    const routes = ROUTES.map(({ method, name }) => `${method} ${name}`)
      .map((route) => route === "GET /" ? route : route.replace(/\/$/, ""));
    const operations = Object.entries(PATHS).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    );
    // Hono answers HEAD with the route of GET.
    const documented = operations.filter((route) => !route.startsWith("HEAD "));
    assertEquals(documented.toSorted(), [...new Set(routes)].toSorted());
  });

  it("has the routes that GET / names", async () => {
    const { routes } = await (await service.app.request("/")).json();
    for (const route of routes) {
      const [method, path] = route.split(" ");
      assert(document.paths[path]?.[method.toLowerCase()], route);
    }
    const named = new Set(routes.map((route: string) => route.split(" ")[1]));
    const others = Object.keys(PATHS).filter((path) => !named.has(path));
    assertEquals(others, ["/"]);
  });

  it("leads nowhere but to what it has", () => {
    for (const { $ref } of partsOf(document)) {
      if ($ref === undefined) continue;
      const steps = $ref.slice(2).split("/");
      assert(steps.reduce((at: Json, step: string) => at?.[step], document), $ref);
    }
  });

  it("gives each operation a name of its own, and a known tag", () => {
    const operations: Json[] = Object.values<Json>(document.paths).flatMap(Object.values);
    const names = operations.map(({ operationId }) => operationId);
    assertEquals(new Set(names).size, names.length);
    const tags = document.tags.map(({ name }: Json) => name);
    assertEquals([...new Set(operations.flatMap((operation) => operation.tags))], tags);
  });

  it("names the parameters of each path, and those only", () => {
    for (const [path, methods] of Object.entries<Json>(document.paths)) {
      for (const { parameters = [] } of Object.values<Json>(methods)) {
        const named = parameters.filter((one: Json) => one.in === "path");
        assertEquals(
          named.map(({ name }: Json) => name),
          Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name),
        );
        assert(named.every(({ required }: Json) => required));
      }
    }
  });

  it("has schemas of known words only", () => {
    const schemas = schemasIn(document);
    assert(schemas.length > 200, `${schemas.length} schemas`);
    for (const schema of schemas) {
      assertEquals(Object.keys(schema).filter((word) => !WORDS.has(word)), []);
    }
  });

  it("tells of a row and a label in all their forms", () => {
    const { Row, Label } = document.components.schemas;
    assertEquals(Row.anyOf.length, 6);
    assertEquals(Label.anyOf.map(({ type }: Json) => type), ["string", "number", "boolean"]);
  });

  it("has what the gate refuses, in the gate's form", async () => {
    for (const [path, methods] of Object.entries(PATHS)) {
      for (const method of Object.keys(methods).filter((name) => name !== "head")) {
        const { scope, isVital } = routeOf(method, path);
        const codes: ErrorCode[] = [
          ...["target_not_legal", "request_not_valid", "host_not_served", "internal"] as const,
          ...(scope === "open"
            ? []
            : ["key_missing", "key_not_valid", "key_scope_missing", "rate_limited"] as const),
          ...(isVital ? [] : ["rate_limited", "too_busy", "service_stopping"] as const),
          ...(method === "post" || method === "put" ? ["body_too_slow"] as const : []),
        ];
        for (const code of codes) {
          const answer = refusal(new RoteError(code, "No"), path);
          await checkDocumented(method.toUpperCase(), path, answer);
        }
      }
    }
  });

  it("says of each operation which scope its key needs", () => {
    const scopeOf = (path: string, method: string) => document.paths[path][method].security;
    assertEquals(scopeOf("/v1/train", "post"), [{}, { key: ["train"] }]);
    assertEquals(scopeOf("/v1/models/{name}/predict", "post"), [{}, { key: ["predict"] }]);
    assertEquals(scopeOf("/v1/models/{name}/blob", "get"), [{}, { key: ["read"] }]);
    assertEquals(scopeOf("/v1/models/{name}/blob", "put"), [{}, { key: ["train"] }]);
    assertEquals(scopeOf("/health", "get"), []);
  });
});

/** A tree of JSON and everything in it. */
function partsOf(tree: Json): Json[] {
  if (typeof tree !== "object" || tree === null) return [];
  return [tree, ...Object.values(tree).flatMap(partsOf)];
}

/** Every schema of a document, those within schemas too. */
function schemasIn(document: Json): Json[] {
  const roots = [
    ...Object.values(document.components.schemas),
    ...partsOf(document).flatMap(({ schema }) => typeof schema === "object" ? [schema] : []),
  ];
  const within = (schema: Json): Json[] => [
    schema,
    ...[
      ...Object.values(schema.properties ?? {}),
      ...(schema.anyOf ?? []),
      ...(schema.allOf ?? []),
      ...(schema.items ? [schema.items] : []),
    ].flatMap(within),
  ];
  return roots.flatMap(within);
}
