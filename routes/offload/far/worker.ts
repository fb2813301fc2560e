/**
 * The far side of `offload.ts`: answers requests in a Web Worker, from a connection of its own to the
 * store, which it only reads.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { catchUncaught } from "../../../lib/mod.ts";
import { isLight } from "../../../models/serving/light_models.ts";
import { fieldsOfError } from "../../../models/operating/log.ts";
import { ModelRegistry } from "../../../models/serving/registry.ts";
import { Shares } from "../../../models/operating/shares.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { WorkLedger } from "../../../models/operating/work_ledger.ts";
import { ByteTurns } from "../../../models/turns.ts";
import type { Passage } from "../../http/passage.ts";
import { refusal } from "../../gate/refusal.ts";
import { readTarget } from "../../http/target.ts";
import { toRoteError } from "../../http/problem.ts";
import { farRoutes } from "./far_routes.ts";
import type { OffloadedRequest, OffloadReply, OffloadSetup } from "./messages.ts";

// The near side ends this worker then.
catchUncaught((error) => reply({ death: fieldsOfError(error) }));

/** Bytes of a body. */
type Bytes = Uint8Array<ArrayBuffer>;

/** What answers a request, once the worker knows its setting. */
let answer: ((request: OffloadedRequest) => Promise<void>) | undefined;

self.onmessage = ({ data }: MessageEvent<OffloadSetup | OffloadedRequest>) => {
  if ("id" in data) return void answer?.(data);
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
  /** Numbers of the damaged blobs of which the service knows. */
  const told = new Set<number>();
  return async (asked) => {
    const { id, version, wantsModel } = asked;
    let given: unknown;
    let response = await respond(asked, (value) => void (given = value));
    let body: Uint8Array<ArrayBuffer> | undefined;
    try {
      if (response.body) body = new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      onError(error);
      response = refusal(toRoteError(error), readTarget(asked.url).path);
      body = new Uint8Array(await response.arrayBuffer());
    }
    const { rowsPredicted } = metrics;
    metrics.rowsPredicted = 0;
    const damaged = opened.damages.filter(({ blob }) => !told.has(blob));
    for (const { blob } of damaged) told.add(blob);
    const model = wantsModel && version ? registry.decoded(version) : undefined;
    reply({
      ...{ id, given, rowsPredicted, damaged, body },
      ...{ status: response.status, headers: [...response.headers] },
      model: model && isLight(model) ? model : undefined,
    }, [...body ? [body.buffer] : [], ...buffersIn(given)]);
  };

  async function respond(
    { client, method, url, headers, body, version }: OffloadedRequest,
    give: (given: unknown) => void,
  ): Promise<Response> {
    const target = readTarget(url);
    const nothing = () => {};
    const passage: Passage = {
      ...{ sender: client, target, onBodyCome: nothing, onBodyRead: nothing, version, give },
    };
    const request = new Request(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(body.length === 0 ? {} : { body: inTurns(body) }),
    });
    return await app.fetch(request, { passage });
  }
}

/** Pieces as a body, with breaks for others. Each is let go when it is read. */
function inTurns(pieces: Bytes[]): ReadableStream<Bytes> {
  const turns = new ByteTurns();
  return new ReadableStream({
    async pull(controller) {
      const value = pieces.shift();
      if (!value) return controller.close();
      controller.enqueue(value);
      await turns.pass(value.length);
    },
  }, { highWaterMark: 0 });
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
