/**
 * Valid requests for an operation: path, query, headers and body as the document has them, and most
 * of them such that they make sense to the service.
 *
 * @module
 */

import fc from "fast-check";
import { EXPORT_TARGET_NAMES } from "../../../../lib/mod.ts";
import type { Operation, Parameter } from "../document.ts";
import { exports, isExport } from "./exports.ts";
import { inferences, invocations, predictions } from "./questions.ts";
import type { GeneratedRequest } from "../request.ts";
import { type KeptModel, LOOSE_NAMES, type Scene } from "../scene.ts";
import { trainings } from "./trainings.ts";
import { valuesOf } from "./values.ts";

/** Visible ASCII, as headers have it. */
const visible = fc.string({
  unit: fc.constantFrom(..."aZ09-_.:;=,/*\\\"'~! ".split("")),
  maxLength: 12,
}).map((text) => text.trim());

/** Requests for an operation. */
export function validRequests(
  operation: Operation,
  scene: Scene,
): fc.Arbitrary<GeneratedRequest> {
  return fc.oneof(...scene.models.map((model) => ofModel(operation, model, scene)));
}

function ofModel(
  operation: Operation,
  model: KeptModel,
  scene: Scene,
): fc.Arbitrary<GeneratedRequest> {
  return fc.record({
    path: pathOf(operation, model, scene),
    query: queryOf(operation, model),
    headers: headersOf(operation, model),
    body: bodyOf(operation, model),
  }).map(({ path, query, headers, body }) => ({
    operation,
    path: path.filled,
    query,
    ...body,
    headers: { ...headers, ...(operation.type ? { "Content-Type": operation.type } : {}) },
    isMeaningful: path.isKnown && (body.isMeaningful ?? true),
  } as GeneratedRequest));
}

/** Parameters of the path: mostly of what there is. */
function pathOf(operation: Operation, model: KeptModel, scene: Scene) {
  const { id, method, parameters } = operation;
  const changes = method === "PUT" || (method === "DELETE" && id === "deleteModel");
  const known: Record<string, fc.Arbitrary<string>> = {
    name: changes ? fc.constantFrom(...LOOSE_NAMES) : fc.constant(model.name),
    version: fc.constant(model.version),
    id: fc.constantFrom(...scene.jobs),
    file: fc.constantFrom("start.js", "swagger-ui-5.35.0.css"),
    target: fc.constantFrom(...EXPORT_TARGET_NAMES),
  };
  const inPath = parameters.filter((one) => one.in === "path");
  const filled = fc.record(
    Object.fromEntries(inPath.map(({ name }) => [name, known[name]!])),
    { noNullPrototype: true },
  );
  // Deleted or finished before, as like as not.
  const isKnown = true;
  const unknown = fc.record(
    Object.fromEntries(inPath.map(({ name, schema }) => [name, unknownOf(schema)])),
    { noNullPrototype: true },
  );
  const knownPath = filled.map((filled) => ({ filled, isKnown }));
  if (inPath.length === 0 || changes) return knownPath;
  return fc.oneof(
    { weight: 9, arbitrary: knownPath },
    { weight: 1, arbitrary: unknown.map((filled) => ({ filled, isKnown: false })) },
  );
}

function unknownOf(schema: Parameter["schema"]): fc.Arbitrary<string> {
  if (schema.pattern) return valuesOf(schema) as fc.Arbitrary<string>;
  return fc.oneof(fc.uuid(), fc.stringMatching(/^[a-z0-9._~-]{3,12}$/));
}

/** The query; that of a training goes with its body, that of an export with its target. */
function queryOf({ id, parameters }: Operation, model: KeptModel) {
  if (id === "train" || isExport(id)) return fc.constant([]);
  const given: Record<string, fc.Arbitrary<unknown>> = {
    model: fc.constant(model.name),
    version: fc.constant(model.version),
    ...(id === "listJobs" ? { before: fc.uuid() } : {}),
  };
  return fc.record(
    Object.fromEntries(
      parameters.filter((one) => one.in === "query")
        .map(({ name, schema }) => [name, given[name] ?? valuesOf(schema)]),
    ),
    { requiredKeys: id === "invoke" ? ["model"] : [], noNullPrototype: true },
  ).map((query) => Object.entries(query).map(([name, value]) => [name, String(value)] as const));
}

/** Headers, and now and then an id. */
function headersOf({ parameters }: Operation, { version }: KeptModel) {
  const known: Record<string, fc.Arbitrary<string>> = {
    "Prefer": fc.constantFrom("wait=60", "respond-async, wait=30", 'wait="20"'),
    "Idempotency-Key": fc.oneof(fc.uuid(), fc.uuid().map((id) => `"${id}"`)),
    "Last-Event-ID": fc.oneof(fc.nat(9).map(String), visible),
    "If-None-Match": fc.oneof(
      fc.constantFrom(`"${version}"`, `W/"${version}"`, "*", `"a", "${version}"`),
      visible,
    ),
    "If-Range": fc.oneof(fc.constantFrom(`"${version}"`, `W/"${version}"`), visible),
    "Range": fc.oneof(
      fc.constantFrom("bytes=0-9", "bytes=5-", "bytes=-7", "bytes=0-1,4-5", "bytes=9-2"),
      visible,
    ),
  };
  const inHeader = parameters.filter((one) => one.in === "header" && known[one.name]);
  return fc.record(
    {
      ...Object.fromEntries(inHeader.map(({ name }) => [name, known[name]!])),
      "X-Request-Id": visible,
    },
    { requiredKeys: [], noNullPrototype: true },
  );
}

/** The body, and whatever goes with it. */
function bodyOf(operation: Operation, model: KeptModel): fc.Arbitrary<Partial<GeneratedRequest>> {
  if (isExport(operation.id)) return exports(model);
  switch (operation.id) {
    case "train":
      return trainings(operation);
    case "predict":
      return predictions(operation, model);
    case "invoke":
      return invocations(operation, model);
    case "infer":
    case "inferWithVersion":
      return inferences(operation, model);
    case "uploadBlob":
      return fc.constant({ bytes: model.blob });
    default:
      if (!operation.schema) return fc.constant({});
      return valuesOf(operation.schema).map((json) => ({ json }));
  }
}
