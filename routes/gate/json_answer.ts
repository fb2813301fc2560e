/**
 * Answers whose JSON is written already.
 *
 * @module
 */

import type { Context } from "hono";
import { SMALL_BYTES } from "../../models/operating/admission.ts";
import { smallAnswer } from "./answer.ts";

/** Bytes of a character of text in UTF-8 at most. */
const CHARACTER_BYTES = 3;

/** The answer with a JSON text. */
export function answerJson(c: Context, text: string): Response {
  const answer = c.body(text, 200, { "Content-Type": "application/json" });
  return CHARACTER_BYTES * text.length <= SMALL_BYTES ? smallAnswer(answer) : answer;
}
