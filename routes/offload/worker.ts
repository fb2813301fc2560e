/**
 * The far side of `offload.ts`: answers requests in a Web Worker, from a connection of its own to the
 * store, which it only reads.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { fieldsOfError } from "../../models/log.ts";
import { isLight } from "../../models/light_models.ts";
import { ModelRegistry } from "../../models/registry.ts";
import { Shares } from "../../models/shares.ts";
import { SqliteStore } from "../../models/sqlite_store.ts";
import { bodyOf } from "../gate/answer.ts";
import { WorkLedger } from "../../models/work_ledger.ts";
import type { Passage } from "../gate/passage.ts";
import { readTarget } from "../gate/target.ts";
import { farRoutes } from "./far_routes.ts";
import type { OffloadedRequest, OffloadReply, OffloadSetup } from "./messages.ts";

/** What answers a request, once the worker knows its setting. */
let answer: ((request: OffloadedRequest) => Promise<void>) | undefined;

self.onmessage = ({ data }: MessageEvent<OffloadSetup | OffloadedRequest>) => {
  if ("id" in data) return void answer!(data);
  answer = start(data);
};

function start(
  { store, limits, share, keys }: OffloadSetup,
): (request: OffloadedRequest) => Promise<void> {
  const onError = (error: unknown) => reply({ fault: fieldsOfError(error) });
  const opened = new SqliteStore(store, { readOnly: true, onError });
  const registry = new ModelRegistry(opened, limits.farCacheBytes);
  const metrics = { rowsPredicted: 0 };
  const work = new WorkLedger(limits.workSeconds, new Shares(share, { size: keys }));
  const app = farRoutes({ registry, limits, metrics, work, onError, offload: undefined });
  return async ({ id, client, method, url, headers, body, version, wantsModel }) => {
    let given: unknown;
    const passage: Passage = {
      sender: client,
      target: readTarget(url),
      onBodyCome: () => {},
      onBodyRead: () => {},
      version,
      give: (value) => void (given = value),
    };
    const request = new Request(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(body.length > 0 ? { body: bodyOf(body.values()) } : {}),
    });
    const response = await app.fetch(request, { passage });
    const answered = response.body ? new Uint8Array(await response.arrayBuffer()) : undefined;
    const { rowsPredicted } = metrics;
    metrics.rowsPredicted = 0;
    const model = wantsModel && version ? registry.decoded(version) : undefined;
    reply({
      ...{ id, given, rowsPredicted, status: response.status, headers: [...response.headers] },
      damaged: opened.damaged,
      ...{ body: answered, model: model && isLight(model) ? model : undefined },
    }, [...answered ? [answered.buffer] : [], ...buffersIn(given)]);
  };
}

/** The memory of what is given: it is moved, as the worker keeps nothing of it. */
function buffersIn(given: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) look(part);
    }
  };
  look(given);
  return [...found];
}

function reply(message: OffloadReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
