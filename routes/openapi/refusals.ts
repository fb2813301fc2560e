/**
 * Errors in the OpenAPI document: the answers that a list of codes makes, by status, in the form that
 * the path's clients know.
 *
 * @module
 */

import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { type ErrorCode, RoteError } from "../../lib/mod.ts";
import { statusOf } from "../http/problem.ts";
import { describeInferenceError, isInferencePath } from "../http/inference_error.ts";
import { MEANINGS } from "./meanings.ts";

const offender = z.strictObject({
  code: z.string(),
  detail: z.string(),
  row: z.int().min(0).exactOptional().meta({ description: "Index of the row, from 0" }),
  position: z.int().min(0).exactOptional().meta({ description: "Index of the bit, from 0" }),
  line: z.int().min(1).exactOptional().meta({ description: "Line of the CSV, from 1" }),
  column: z.string().exactOptional().meta({ description: "Name of the column of the CSV" }),
  pointer: z.string().exactOptional().meta({
    description: "JSON pointer into the body (RFC 6901)",
  }),
  parameter: z.string().exactOptional().meta({ description: "Name of the query parameter" }),
});

/** An error (RFC 9457). */
export const problem = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string().meta({ description: "The status in words" }),
  status: z.int(),
  code: z.string().meta({ description: "What kind of refusal; stable over versions" }),
  detail: z.string().meta({ description: "The same in a sentence" }),
  errors: z.array(offender).min(1).max(10).exactOptional().meta({
    description: "What was refused and where it is, the first ten",
  }),
}).meta({ id: "Problem" });

/** An error as the Open Inference Protocol has them. */
export const inferenceError = z.strictObject({ error: z.string() }).meta({ id: "InferenceError" });

/** What a client finds in the headers of an error. */
const HEADERS: Readonly<Record<number, z.ZodObject>> = {
  401: z.object({
    "WWW-Authenticate": z.string().meta({ description: 'Always `Bearer realm="rote"`' }),
  }),
  416: z.object({
    "Content-Range": z.string().meta({ description: "`bytes */` and the size of the blob" }),
  }),
  429: z.object({ "Retry-After": z.string().meta({ description: "Seconds to wait" }) }),
  503: z.object({ "Retry-After": z.string().meta({ description: "Seconds to wait" }) }),
};

/** Codes of an answer that many operations share, at most. It is a component then, named after them. */
const SHARED_CODES = 3;

/** Answers that were made before: the document writes each component once. */
const made = new Map<string, ZodOpenApiResponseObject>();

/** The answers of a path that refuses with these codes. */
export function refusalsOf(codes: readonly ErrorCode[], path: string): ZodOpenApiResponsesObject {
  const isInference = isInferencePath(path);
  const byStatus = Map.groupBy(
    new Set(codes),
    (code) => isInference ? describeInferenceError(new RoteError(code, "")).status : statusOf(code),
  );
  return Object.fromEntries(
    Array.from(byStatus, ([status, codes]) => [status, answerOf(status, codes, isInference)]),
  );
}

function answerOf(status: number, codes: readonly ErrorCode[], isInference: boolean) {
  const key = [...(isInference ? ["inference"] : []), ...codes].join(".");
  let answer = made.get(key);
  if (answer) return answer;
  const lines = codes.map((code) => `- \`${code}\`: ${MEANINGS[code]}`);
  const headers = HEADERS[status];
  answer = {
    ...(codes.length <= SHARED_CODES ? { id: key } : {}),
    description: `${STATUS_CODES[status]}\n\n${lines.join("\n")}`,
    ...(headers ? { headers } : {}),
    content: isInference
      ? { "application/json": { schema: inferenceError } }
      : { "application/problem+json": { schema: problemWith(codes), example: example(codes) } },
  };
  made.set(key, answer);
  return answer;
}

/** A problem whose code is one of these. */
function problemWith(codes: readonly ErrorCode[]) {
  return z.intersection(problem, z.looseObject({ code: z.enum(codes) }));
}

/** The place of what is refused, where the example has one. */
const ROW_TOO_LONG = { code: "row_too_long", detail: "Row 1 has 4 bits; 3 are expected" };

function example(codes: readonly ErrorCode[]) {
  const [first] = codes;
  const isRow = codes.includes("row_too_long");
  const status = statusOf(first!);
  return {
    type: "about:blank",
    title: STATUS_CODES[status],
    status,
    ...(isRow
      ? { ...ROW_TOO_LONG, errors: [{ ...ROW_TOO_LONG, row: 1, pointer: "/rows/1" }] }
      : { code: first, detail: MEANINGS[first!] }),
  };
}
