/**
 * What came of the requests of one client, counted while it sends.
 *
 * @module
 */

import type { Answer } from "./answer_reader.ts";
import type { KindName } from "./kinds.ts";
import type { SoakRequest } from "./message.ts";
import type { Count, Timed, Written } from "./outcome.ts";

const decoder = new TextDecoder();

/** Counts the ends that requests come to. */
export class Tally {
  readonly #counts = new Map<string, { -readonly [Key in keyof Count]: Count[Key] }>();
  readonly written: Written[] = [];
  readonly predictions: Timed[] = [];

  /** How often each kind came to each end. */
  get counts(): readonly Count[] {
    return [...this.#counts.values()];
  }

  /** Counts a request and its answer, if one came; `timed` says when that was. */
  add(kind: KindName, { write }: SoakRequest, answer: Answer | undefined, timed: Timed): void {
    const status = answer?.status ?? 0;
    const hasRetryAfter = answer?.headers.has("retry-after") ?? false;
    const key = `${kind} ${status} ${hasRetryAfter}`;
    const count = this.#counts.get(key) ?? { kind, status, hasRetryAfter, times: 0 };
    this.#counts.set(key, count);
    count.times++;
    if (!answer || status < 200 || status > 299) return;
    if (kind === "packedRow") this.predictions.push(timed);
    if (!write) return;
    const { model, version } = write;
    const job: string | undefined = version
      ? undefined
      : JSON.parse(decoder.decode(answer.body)).id;
    this.written.push({ model, ...(version ? { version } : {}), ...(job ? { job } : {}) });
  }
}
