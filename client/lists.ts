/**
 * Lists of the service, which come in pages, entry by entry: a page is asked for when it is needed.
 *
 * @module
 */

import { queryOf, segment, type Send, signalInit } from "./fetch.ts";
import type { ListedModel, ListedVersion, ListOptions } from "./types.ts";

/** All models by name. */
export function listModels(send: Send, options: ListOptions): AsyncGenerator<ListedModel> {
  return entriesOf(send, "/v1/models", ["models", "after"], options);
}

/** All versions of a model, the newest first. */
export function listVersions(
  send: Send,
  name: string,
  options: ListOptions,
): AsyncGenerator<ListedVersion> {
  const path = `/v1/models/${segment(name)}/versions`;
  return entriesOf(send, path, ["versions", "before"], options);
}

async function* entriesOf<T>(
  send: Send,
  path: string,
  [list, cursor]: readonly [list: string, cursor: string],
  { pageSize, signal }: ListOptions,
): AsyncGenerator<T> {
  const limit = pageSize?.toString();
  for (let next: string | undefined, isFirst = true; isFirst || next; isFirst = false) {
    const answer = await send(path + queryOf({ limit, [cursor]: next }), signalInit(signal));
    const page = await answer.json();
    yield* page[list] as T[];
    next = page.next;
  }
}
