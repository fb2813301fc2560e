/**
 * Reading requests: bodies and queries against their schemas, with errors that name the field.
 *
 * @module
 */

import type { Context } from "hono";
import type { z } from "zod";
import { type Offender, quote, refuse, RoteError } from "../../lib/mod.ts";
import { checkCharset } from "../../models/bodies/charset.ts";
import type { Limits } from "../../models/operating/configuration.ts";
import { JsonBounds, type JsonLimits } from "../../models/bodies/json_bounds.ts";
import { readJsonInSlices } from "../../models/bodies/json_slices.ts";
import { readJsonText } from "../../models/bodies/json_text.ts";
import { inTurns } from "../../models/turns.ts";
import { isAllThere } from "./passage.ts";
import { mediaType } from "./problem.ts";
import { Slabs } from "./slabs.ts";

/**
 * The media type of a body without its parameters, in lower case, and empty without one.
 *
 * @throws {RoteError} `media_type_not_supported` for a text in another charset than UTF-8
 */
export function bodyType(c: Context): string {
  const type = mediaType(c);
  if (type === "application/json" || type === "text/csv") {
    checkCharset(c.req.header("Content-Type"));
  }
  return type;
}

/**
 * Reads a JSON body (RFC 8259).
 *
 * @throws {RoteError} `body_not_json`, `json_too_deep`, `json_too_many_values`; `request_not_valid`
 *   with a JSON pointer to each offender
 */
export async function readJson<S extends z.ZodType>(
  c: Context,
  schema: S,
  limits: JsonLimits,
): Promise<z.infer<S>> {
  const bounds = new JsonBounds(limits);
  return checkBody(schema, await readValue(await readBytes(c, (piece) => bounds.add(piece))));
}

/**
 * Reads JSON from the bytes of its text.
 *
 * @throws {RoteError} as {@linkcode readJson}
 */
export async function parseJson<S extends z.ZodType>(
  bytes: Uint8Array,
  schema: S,
  limits: JsonLimits,
): Promise<z.infer<S>> {
  const bounds = new JsonBounds(limits);
  if (bytes.length <= LONG_BYTES) bounds.add(bytes);
  else await inTurns(count(bounds, bytes));
  return checkBody(schema, await readValue(bytes));
}

/** Counts the values of a long text, a piece at a time. */
function* count(bounds: JsonBounds, bytes: Uint8Array): Generator<void, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    bounds.add(bytes.subarray(at, at + PIECE_BYTES));
    yield;
  }
}

/** The value of a text; that of a long one in turns. */
function readValue(bytes: Uint8Array): unknown {
  return bytes.length <= LONG_BYTES ? readJsonText(bytes) : inTurns(readJsonInSlices(bytes));
}

/** The bounds on JSON that the service's limits set. */
export function jsonLimits({ jsonValues }: Pick<Limits, "jsonValues">): JsonLimits {
  return { maxValues: jsonValues };
}

/**
 * Reads the query.
 *
 * @throws {RoteError} `request_not_valid` with the name of each offending parameter
 */
export function readQuery<S extends z.ZodType>(c: Context, schema: S): z.infer<S> {
  const query: Record<string, string> = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length > 1) {
      throw refuse("request_not_valid", `Query parameter ${quote(name)} is given twice`, {
        field: name,
      });
    }
    query[name] = values[0]!;
  }
  return check(schema, query, "query", (path) => path.map(String).join("."));
}

/**
 * The bytes of the body.
 *
 * @param look is shown each piece when it comes, and may refuse it
 */
export async function readBytes(
  c: Context,
  look: (piece: Uint8Array) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const promised = promisedLength(c) ?? Infinity;
  if (promised > LONG_BYTES) {
    if (!isAllThere(c) || promised === Infinity) return (await readSlabs(c, look)).join();
    return await readInto(new Uint8Array(promised), c, look);
  }
  const bytes = new Uint8Array(await c.req.raw.arrayBuffer());
  look(bytes);
  return bytes;
}

/** Reads a body that is all there into room for just as much. */
async function readInto(
  room: Uint8Array<ArrayBuffer>,
  c: Context,
  look: (piece: Uint8Array) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0;
  for await (const piece of c.req.raw.body ?? []) {
    look(piece);
    room.set(piece, at);
    at += piece.length;
  }
  return room.subarray(0, at);
}

/**
 * The bytes of a body that has no reason to be long.
 *
 * @throws {RoteError} `body_too_large`
 */
export async function readShort(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return await readBytes(c, (piece) => {
    bytes += piece.length;
    if (bytes <= LONG_BYTES) return;
    const detail = `The body is above ${LONG_BYTES} bytes, the limit of this route`;
    throw new RoteError("body_too_large", detail);
  });
}

/**
 * The bytes of a long body. Read piece by piece, as Deno 2.9.6 keeps 2 MB with a connection for as
 * long as it is open once it has read a long body on it as a whole.
 *
 * @param look is shown each piece when it comes, and may refuse it
 */
export async function readSlabs(
  c: Context,
  look: (piece: Uint8Array) => void = () => {},
): Promise<Slabs> {
  const slabs = new Slabs(promisedLength(c));
  for await (const piece of c.req.raw.body ?? []) {
    look(piece);
    slabs.add(piece);
  }
  return slabs;
}

/** What is shown the pieces of a body and refuses what is beyond the bounds of JSON, where it is that. */
export function lookAtJson(c: Context, limits: JsonLimits): (piece: Uint8Array) => void {
  if (mediaType(c) !== "application/json") return () => {};
  const bounds = new JsonBounds(limits);
  return (piece) => bounds.add(piece);
}

/** Bytes of a long text that are counted at a time. */
const PIECE_BYTES = 1_048_576;

/** Bytes from which on a body is read piece by piece. */
export const LONG_BYTES = 65_536;

/** The bytes that a body promises to have; nothing if it does not, or is sent compressed. */
export function promisedLength(c: Context): number | undefined {
  const header = c.req.header("Content-Length");
  return header === undefined ? undefined : Number(header);
}

function checkBody<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  return check(schema, value, "body", (path) => path.map((part) => `/${escape(part)}`).join(""));
}

function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: "body" | "query",
  toField: (path: PropertyKey[]) => string,
): z.infer<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const offenders = read.error.issues.flatMap((issue): Offender[] => {
    const code = "request_not_valid";
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        code,
        detail: `There is no field ${quote(key)}`,
        field: toField([...issue.path, key]),
      }));
    }
    return [{ code, detail: issue.message, field: toField(issue.path) }];
  });
  const { detail, field } = offenders[0]!;
  const more = offenders.length > 1 ? ` (and ${offenders.length - 1} more)` : "";
  throw new RoteError(
    "request_not_valid",
    `The ${where} is not valid: ${field ? `${field}: ` : ""}${detail}${more}`,
    offenders.slice(0, 10),
  );
}

/** A step of a JSON pointer (RFC 6901, section 3). */
function escape(part: PropertyKey): string {
  return String(part).replaceAll("~", "~0").replaceAll("/", "~1");
}
