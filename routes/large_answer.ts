/**
 * Answers that may be large: they count for what may be under way until they are taken, and a client
 * that takes nothing for long loses its connection.
 *
 * @module
 */

import type { Admission } from "../models/admission.ts";
import { takenInTime } from "./deadline.ts";

/** Characters and bytes up to which an answer is handed over as it is. */
export const SMALL_ANSWER = 65_536;

/** The body for an answer. */
export function bodyOf<Small extends string | Uint8Array<ArrayBuffer>>(
  answer: Small,
  admission: Admission,
  milliseconds: number,
): Small | ReadableStream<Uint8Array<ArrayBuffer>> {
  if (answer.length <= SMALL_ANSWER) return answer;
  const bytes: Uint8Array<ArrayBuffer> = typeof answer === "string"
    ? new TextEncoder().encode(answer)
    : answer;
  admission.hold(bytes.length);
  return takenInTime(bytes, milliseconds, () => admission.hold(-bytes.length));
}
