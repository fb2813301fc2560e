/**
 * What every answer must be, whatever was asked.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { checkDocumented, operationOf } from "../openapi/documented.ts";
import type { Refusal } from "./breaking/broken.ts";
import type { Json } from "./document.ts";
import { type GeneratedRequest, targetOf } from "./request.ts";

/** Statuses that need not stand at an operation: of the gate, of HTTP itself, and of wrong paths. */
const ANYWHERE = new Set([401, 403, 404, 405, 408, 413, 415, 421, 429, 503]);

/** Checks an answer, and returns what it refused; nothing if it did not. */
export async function checkAnswer(
  request: GeneratedRequest,
  answer: Response,
): Promise<Refusal | undefined> {
  const { operation, method = operation.method } = request;
  const { status, headers } = answer;
  const { pathname: target } = new URL(targetOf(request), "http://localhost");
  const documented = operationOf(method, target)?.responses[`${status}` as "200"];
  assert(documented || ANYWHERE.has(status), `${status} is not documented`);
  assert(status < 500 || status === 503, `${status}`);
  if (documented) await checkDocumented(method, target, answer);
  assertEquals(headers.get("X-Content-Type-Options"), "nosniff");
  if (status === 429 || status === 503) assertMatch(headers.get("Retry-After") ?? "", /^\d+$/);
  if (status < 400) return void await answer.body?.cancel();
  const text = await answer.text();
  if (method === "HEAD") return undefined;
  if (target === "/v2" || target.startsWith("/v2/")) {
    assertEquals(headers.get("Content-Type"), "application/json");
    const { error, ...others } = JSON.parse(text);
    assertEquals(others, {});
    assert(typeof error === "string" && error.length > 0, text);
    return { text: error, pointers: [] };
  }
  assertEquals(headers.get("Content-Type"), "application/problem+json");
  const { type, title, status: told, code, detail, errors = [] } = JSON.parse(text);
  assertEquals([type, told], ["about:blank", status], text);
  for (const one of [title, code, detail]) assert(typeof one === "string" && one !== "", text);
  const places = errors.map(({ code: _, ...place }: Json) => JSON.stringify(place));
  const pointers = errors.flatMap(({ pointer }: Json) => pointer === undefined ? [] : [pointer]);
  return { text: [detail, ...places].join("\n"), pointers };
}
