/**
 * Breaks the parameters of a request in one place: of its path, its query and its headers; or its
 * method or media type.
 *
 * @module
 */

import { type Break, toBreak, wordsFor } from "./broken.ts";
import { OPERATIONS, type Parameter, textFits } from "../document.ts";
import { type GeneratedRequest, JSON_LENGTH } from "../request.ts";

const TEXTS = [
  ...[
    "",
    " ",
    "x",
    "-1",
    "0",
    "1.5",
    "1e999",
    "NaN",
    "Infinity",
    "0x10",
    "true1",
    "null",
    "99999999",
  ],
  ...["9007199254740993", "a,b,c", "a,a", "\u0000", "\u00e9", "%", "x".repeat(300), "__proto__"],
];

/** What stands in a path instead of a parameter, encoded as it is sent. */
const SEGMENTS = [
  ...[
    "-x",
    ".",
    "%2e%2e",
    "%00",
    "a%2Fb",
    "%E0%A4%A",
    "%ff",
    "%C3%A9",
    "a%20b",
    "stats",
    "__proto__",
  ],
  ...[
    "",
    "x".repeat(65),
    "x".repeat(2_000),
    "0".repeat(64),
    "constructor",
    "a;b",
    "a:b",
    "%25",
    "a+b",
  ],
];

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "Idempotency-Key": ["", "a b", '"', '"a', "x".repeat(256), "\u00e9", "a\tb", '""'],
  "Range": ["bytes=99999999-", "bytes=-0"],
  [JSON_LENGTH]: ["", "-1", "abc", "1e3", "99999999", "0x1", " 1 2", "1.0"],
  "Content-Encoding": ["gzip", "br", ""],
};

/** The ways to break the parameters of a request. */
export function breaksOfParameters(request: GeneratedRequest): Break[] {
  const { parameters } = request.operation;
  const inPlace = (place: Parameter["in"]) => parameters.filter((one) => one.in === place);
  const query = inPlace("query");
  return [
    ...inPlace("path").flatMap((one) => ofPath(request, one)),
    ...query.flatMap((one) => ofQuery(request, one)),
    ...(query.length > 0 ? ofSurplus(request) : []),
    ...inPlace("header").flatMap((one) => ofHeader(request, one.name)),
    ...ofMediaType(request),
    ...ofMethod(request),
  ];
}

function ofPath(request: GeneratedRequest, { name }: Parameter): Break[] {
  // Some are another path altogether.
  const names = [...wordsFor(name), "There is no", "does not take"];
  const breach = { kind: "in the path", field: `{${name}}`, names, mayPass: true };
  return SEGMENTS.map((text) =>
    toBreak(breach, () => ({ ...request, path: { ...request.path, [name]: text } }))
  );
}

function ofQuery(request: GeneratedRequest, { name, schema }: Parameter): Break[] {
  const others = request.query.filter(([other]) => other !== name);
  const given = request.query.filter(([other]) => other === name);
  const make = (kind: string, query: GeneratedRequest["query"], mayPass = false) =>
    toBreak(
      { kind, field: `?${name}`, names: wordsFor(name), mayPass },
      () => ({ ...request, query }),
    );
  return [
    ...TEXTS.map((text) => make("query", [...others, [name, text]], textFits(schema, text))),
    make("query given twice", [...others, ...given, [name, "1"], [name, "1"]]),
    ...(given.length > 0 ? [make("query left out", others, true)] : []),
  ];
}

function ofSurplus(request: GeneratedRequest): Break[] {
  return ["surplus", "__proto__", "constructor", "Model"].map((name) =>
    toBreak(
      { kind: "surplus query", field: "?", names: [name] },
      () => ({ ...request, query: [...request.query, [name, "1"]] }),
    )
  );
}

function ofHeader(request: GeneratedRequest, name: string): Break[] {
  const headers = name === JSON_LENGTH ? [name, "Content-Encoding"] : [name];
  // Where the JSON ends too soon, what is left is no JSON.
  const names = [...headers, ...(name === JSON_LENGTH ? ["body"] : [])];
  return headers.flatMap((header) =>
    (HEADERS[header] ?? ["", "x", "\u00e9", "x".repeat(300)]).map((text) =>
      toBreak(
        { kind: "header", field: header, names, mayPass: true },
        () => ({ ...request, headers: { ...request.headers, [header]: text } }),
      )
    )
  );
}

function ofMediaType(request: GeneratedRequest): Break[] {
  const { operation, headers } = request;
  if (operation.type === undefined) return [];
  const names = ["Content-Type", "body"];
  const breach = { kind: "media type", field: "Content-Type", names, mayPass: true };
  return ["text/plain", "application/xml", "", "multipart/form-data", "json", "\u00e9"].map((
    type,
  ) => toBreak(breach, () => ({ ...request, headers: { ...headers, "Content-Type": type } })));
}

function ofMethod(request: GeneratedRequest): Break[] {
  const { path } = request.operation;
  const known = OPERATIONS.filter((one) => one.path === path).map(({ method }) => method);
  return METHODS.filter((method) => !known.includes(method)).map((method) =>
    toBreak(
      { kind: "method", field: "method", names: [method], mayPass: true },
      () => ({ ...request, method }),
    )
  );
}
