/**
 * Which web pages may call the service from a browser (CORS, https://fetch.spec.whatwg.org). None,
 * unless an operator names their origins.
 *
 * @module
 */

import { Hono } from "hono";
import { cors } from "hono/cors";

/** Answers that a page may read besides the usual ones. */
const EXPOSED = [
  ...["Accept-Ranges", "Content-Range", "ETag", "Location", "Retry-After", "X-Request-Id"],
  ...["Idempotency-Replayed", "Preference-Applied", "Inference-Header-Content-Length"],
  ...["Content-Disposition", "Link", "Rote-Next"],
];
/** Seconds for which a browser need not ask again. */
const MAX_AGE = 7_200;

/** Answers a request of a page, with the headers that let the page read the answer. */
export type AnswerPage = (request: Request, answer: () => Promise<Response>) => Promise<Response>;

/**
 * Lets pages of these origins in; "*" stands for all of them. It stands around everything that
 * answers, refusals included, as a page may read of those only what these headers allow; questions
 * that browsers ask beforehand (preflight) are answered right here.
 */
export function allowOrigins(origins: readonly string[]): AnswerPage {
  const app = new Hono<{ Bindings: { answer(): Promise<Response> } }>();
  app.use(cors({
    origin: origins.includes("*") ? "*" : [...origins],
    allowMethods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
    exposeHeaders: EXPOSED,
    maxAge: MAX_AGE,
  }));
  app.all("*", (c) => c.env.answer());
  return async (request, answer) => await app.fetch(request, { answer });
}
