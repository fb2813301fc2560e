/**
 * A fetch handler around a model: `POST /predict` takes what the service's predict route takes and
 * answers in the same form, `GET /health` says what is served. Refusals are problem details (RFC 9457)
 * with the service's codes.
 *
 * @module
 */

import { matrixFromBytes, rowBytes } from "../rows/bit_matrix.ts";
import { type ErrorCode, RoteError } from "../errors.ts";
import { readBody } from "./body.ts";
import type { ValueRow } from "../encoders/value_rows.ts";
import { MAX_ENCODED_BYTES } from "../limits.ts";
import type { EdgeModel } from "./edge_model.ts";
import type { Row } from "./rows.ts";

/** What a handler answers with: a model, its name, and the SHA-256 of its blob in hex. */
export interface ServedModel {
  readonly model: EdgeModel<Row | ValueRow>;
  readonly name: string;
  readonly version: string;
}

/** HTTP statuses of what is not 422. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  body_not_json: 400,
  route_not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  media_type_not_supported: 415,
  internal: 500,
};

/** The methods of each route. */
const ROUTES: Readonly<Record<string, string>> = {
  "/": "GET, HEAD",
  "/health": "GET, HEAD",
  "/predict": "POST",
};

/**
 * Makes a handler.
 *
 * @param find the model, worked out for the first request or before
 */
export function createHandler(
  find: () => ServedModel | Promise<ServedModel>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const { pathname } = new URL(request.url);
      const methods = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname]! : undefined;
      if (methods === undefined) {
        throw new RoteError("route_not_found", "There are GET /health and POST /predict");
      }
      if (!methods.split(", ").includes(request.method)) {
        const error = new RoteError("method_not_allowed", `${pathname} takes ${methods}`);
        return problem(error, { Allow: methods });
      }
      const { model, name, version } = await find();
      const { classes, features, columns } = model;
      if (pathname !== "/predict") {
        const read = columns?.map(({ name, kind }) => ({ name, kind }));
        return answer({ status: "ok", model: name, version, features, columns: read, classes });
      }
      const rows = columns
        ? await readValues(request, features)
        : await readRows(request, features);
      const { labels, scores } = model.predictBatch(rows);
      return answer({
        model: name,
        version,
        classes,
        labels: Array.from(labels, (label) => classes[label]),
        scores: rowsOfScores(scores, classes.length),
      });
    } catch (error) {
      return problem(error instanceof RoteError ? error : new RoteError("internal", String(error)));
    }
  };
}

/** The rows of a request: packed bytes, or JSON with a field `rows`. */
async function readRows(
  request: Request,
  features: number,
): Promise<readonly Row[] | Uint8Array> {
  const type = mediaType(request);
  if (type !== "application/json" && type !== "application/octet-stream") {
    throw new RoteError(
      "media_type_not_supported",
      "Rows come as application/json or, packed, as application/octet-stream",
    );
  }
  const bytes = await readBody(request);
  const isJson = type === "application/json";
  const rows = isJson ? rowsOf(bytes) : bytes;
  if (rows.length === 0) throw new RoteError("no_rows", "There are no rows");
  // Refuses a part of a row, and bits beyond the features.
  if (!isJson) matrixFromBytes(bytes, Math.ceil(bytes.length / rowBytes(features)), features);
  return rows;
}

/** The rows of a request for a model of numbers and categories: JSON with a field `rows`. */
async function readValues(request: Request, features: number): Promise<readonly ValueRow[]> {
  if (mediaType(request) !== "application/json") {
    throw new RoteError(
      "media_type_not_supported",
      "The model reads numbers and categories, as application/json",
    );
  }
  const rows = rowsOf(await readBody(request));
  if (rows.length === 0) throw new RoteError("no_rows", "There are no rows");
  // A value is short, its bits may be many.
  const most = Math.max(1, Math.floor(MAX_ENCODED_BYTES / rowBytes(features)));
  if (rows.length > most) {
    throw new RoteError(
      "too_many_rows",
      `There are ${rows.length} rows, and at most ${most} at once`,
    );
  }
  return rows;
}

function mediaType({ headers }: Request): string {
  return (headers.get("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase();
}

function rowsOf(bytes: Uint8Array): readonly (Row & ValueRow)[] {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RoteError("body_not_json", `The body is not JSON: ${(error as Error).message}`);
  }
  const rows = (body as { rows?: unknown } | null)?.rows;
  if (Array.isArray(rows)) return rows;
  throw new RoteError("request_not_valid", `The body is not {"rows": [...]}`, [
    { code: "request_not_valid", detail: "rows is no array", field: "/rows" },
  ]);
}

function rowsOfScores(scores: Float64Array, classes: number): number[][] {
  const rows: number[][] = [];
  for (let at = 0; at < scores.length; at += classes) {
    rows.push([...scores.subarray(at, at + classes)]);
  }
  return rows;
}

function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
}

function problem(error: RoteError, headers: Record<string, string> = {}): Response {
  // A blob that is broken is no fault of the client's.
  const status = STATUS[error.code] ?? (error.code.startsWith("blob_") ? 500 : 422);
  const errors = error.offenders.map(({ field, ...offender }) => ({
    ...offender,
    pointer: field ?? (offender.row === undefined ? undefined : `/rows/${offender.row}`),
  }));
  const body = { type: "about:blank", status, code: error.code, detail: error.message, errors };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}
