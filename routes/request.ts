/**
 * Reading requests: bodies and queries against their schemas, with errors that name the field.
 *
 * @module
 */

import type { Context } from "hono";
import type { z } from "zod";
import { type Offender, quote, refuse, RoteError } from "../lib/mod.ts";

/**
 * Reads a JSON body (RFC 8259).
 *
 * @throws {RoteError} `body_not_json`; `request_not_valid` with a JSON pointer to each offender
 */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  if (isLong(c)) return parseJson(await readBytes(c), schema);
  let value: unknown;
  try {
    // Not `c.req.json()`: Deno parses a body that is there already at once, Hono by way of a text.
    value = await c.req.raw.json();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = isEmpty(c) ? "it is empty" : error.message;
    throw new RoteError("body_not_json", `The body is not JSON: ${reason}`);
  }
  return checkBody(schema, value);
}

/**
 * Reads JSON from the bytes of its text.
 *
 * @throws {RoteError} as {@linkcode readJson}
 */
export function parseJson<S extends z.ZodType>(bytes: Uint8Array, schema: S): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const reason = bytes.length === 0 ? "it is empty" : (error as Error).message;
    throw new RoteError("body_not_json", `The body is not JSON: ${reason}`);
  }
  return checkBody(schema, value);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function isEmpty(c: Context): boolean {
  return c.req.raw.body === null || c.req.header("Content-Length") === "0";
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

/** The bytes of the body, without a copy. */
export async function readBytes(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  const { raw } = c.req;
  if (!raw.body) return new Uint8Array();
  if (c.req.header("Content-Length") === undefined) return await joinPieces(raw.body);
  if (!isLong(c)) return new Uint8Array(await raw.arrayBuffer());
  // Piece by piece: Deno 2.9.6 keeps 2 MB with a connection for as long as it is open once it has
  // read a long body on it as a whole.
  return await joinPieces(raw.body, Number(c.req.header("Content-Length")));
}

/**
 * The pieces of a body as one. Room is made for as much again as has come, not for what is promised:
 * promises cost a client nothing.
 *
 * @param promised bytes; the server holds a client to them, unless it promises none
 */
async function joinPieces(
  pieces: ReadableStream<Uint8Array<ArrayBuffer>>,
  promised = Infinity,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(Math.min(promised, 2 * LONG_BYTES));
  let at = 0;
  for await (const piece of pieces) {
    if (at + piece.length > bytes.length) {
      const grown = new Uint8Array(
        Math.min(promised, Math.max(2 * bytes.length, at + piece.length)),
      );
      grown.set(bytes.subarray(0, at));
      bytes = grown;
    }
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.subarray(0, at);
}

/** Bytes from which on a body is read piece by piece. */
const LONG_BYTES = 65_536;

/** True for a body that says that it is long. The server holds a client to what it says. */
function isLong(c: Context): boolean {
  return Number(c.req.header("Content-Length")) > LONG_BYTES;
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
