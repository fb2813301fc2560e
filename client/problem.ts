/**
 * Errors of the service as a client meets them (RFC 9457).
 *
 * @module
 */

import type { ErrorCode } from "../lib/mod.ts";

/** Something that was refused, and where it is. Rows and positions count from 0, lines from 1. */
export interface ProblemPlace {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly row?: number;
  readonly position?: number;
  readonly line?: number;
  /** Name of a column of CSV. */
  readonly column?: string;
  /** JSON pointer into the body (RFC 6901). */
  readonly pointer?: string;
  /** Name of a query parameter. */
  readonly parameter?: string;
}

/** A refusal. Programs branch on its code, people read its message. */
export class RoteProblem extends Error {
  /** As it stands before the message in a stack trace. */
  override readonly name = "RoteProblem";
  /** The HTTP status. */
  readonly status: number;
  /** What kind of refusal; `unexpected_answer` for what is no answer of this service. */
  readonly code: ErrorCode | "unexpected_answer";
  /** What was refused, first offender first; empty when the message says it all. */
  readonly errors: readonly ProblemPlace[];
  /** Seconds after which to try again, if the service says so. */
  readonly retryAfter: number | undefined;

  /** Makes an error of what an answer says. */
  constructor(
    status: number,
    said: { code: RoteProblem["code"]; detail: string; errors?: readonly ProblemPlace[] },
    retryAfter?: number,
  ) {
    super(said.detail);
    this.status = status;
    this.code = said.code;
    this.errors = said.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** Reads the error of an answer that is none of success. */
export async function readProblem(answer: Response): Promise<RoteProblem> {
  const { status, headers } = answer;
  const retryAfter = readSeconds(headers.get("Retry-After"));
  const isProblem = headers.get("Content-Type")?.startsWith("application/problem+json");
  const text = await answer.text();
  try {
    const said = JSON.parse(text);
    if (isProblem) return new RoteProblem(status, said, retryAfter);
    // Below /v2 an error is a text only.
    if (typeof said.error === "string") {
      return new RoteProblem(status, { code: "unexpected_answer", detail: said.error }, retryAfter);
    }
  } catch {
    // A proxy's page, perhaps.
  }
  const detail = `The answer is ${status} ${answer.statusText}`.trim();
  return new RoteProblem(status, { code: "unexpected_answer", detail }, retryAfter);
}

/** Seconds in a `Retry-After` header; a date counts as none. */
export function readSeconds(header: string | null): number | undefined {
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}
