/**
 * Requests that would keep others waiting are answered by a worker thread, which has the same routes
 * and reads the same store: large bodies, many rows, large models, exports. What is done there is done
 * in turns as well, so that one of them does not wait for the end of another.
 *
 * @module
 */

import type { Context } from "hono";
import { type Model, RoteError } from "../../../lib/mod.ts";
import { SMALL_BYTES } from "../../../models/operating/admission.ts";
import type { Fields } from "../../../models/operating/log.ts";
import type { Work, WorkLedger } from "../../../models/operating/work_ledger.ts";
import type { Shares } from "../../../models/operating/shares.ts";
import type { Damage } from "../../../models/store/sqlite/version_blobs.ts";
import { smallAnswer } from "../../gate/answer.ts";
import { bodyHasCome, senderOf } from "../../http/passage.ts";
import { mediaType } from "../../http/problem.ts";
import { jsonLimits, lookAtJson, readSlabs } from "../../http/request.ts";
import type { Slabs } from "../../http/slabs.ts";
import type { OffloadedAnswer, OffloadedRequest, OffloadReply, OffloadSetup } from "./messages.ts";
import type { Offloaded, Offloading } from "../offloading.ts";

/** What the near side works with. */
export interface OffloadOptions extends Pick<OffloadSetup, "store" | "limits"> {
  /** The work that is under way. */
  readonly work: WorkLedger;
  /** What of the requests under way in the worker one client may have. */
  readonly shares: Shares;
  /** Told of light models that the worker has decoded. */
  readonly onModel: (version: string, model: Model) => void;
  /** Told of rows that the worker has predicted. */
  readonly onRows: (rows: number) => void;
  /** Told of what the worker has found damaged. */
  readonly onDamage: (damage: Damage) => void;
  /** Told of faults of the worker, as they are logged. */
  readonly onFault: (fault: Fields) => void;
}

/** Nanoseconds of an export, of a byte of text and of any other. */
const EXPORT_TIME = 300_000_000;
const TEXT_BYTE = 25;
const PACKED_BYTE = 10;

/** A request that is not answered yet. */
interface Pending {
  readonly client: string;
  resolve(answer: OffloadedAnswer): void;
  reject(error: unknown): void;
}

/** The near side of the worker. It is started with the first request and kept. */
export class Offload implements Offloading {
  readonly #options: OffloadOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(options: OffloadOptions) {
    this.#options = options;
  }

  /** Requests that are not answered yet. */
  get pending(): number {
    return this.#pending.size;
  }

  /** True if there is a worker. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  async answer(c: Context, version: string, wantsModel = false): Promise<Response> {
    const body = await readSlabs(c, lookAtJson(c, jsonLimits(this.#options.limits)));
    bodyHasCome(c);
    return (await this.ask(c, body, { version, wantsModel })).response;
  }

  async ask<Given>(
    c: Context,
    { all }: Pick<Slabs, "all">,
    { version, wantsModel = false }: { version?: string; wantsModel?: boolean } = {},
  ): Promise<Offloaded<Given>> {
    const client = senderOf(c);
    this.#check(client);
    const body = [...all];
    const { method, url, headers } = c.req.raw;
    const id = ++this.#lastId;
    const request: OffloadedRequest = {
      ...{ id, client, method, url, headers: [...headers], body, version, wantsModel },
    };
    const end = this.#options.work.begin(client, workOf(c, body));
    const answered = await new Promise<OffloadedAnswer>((resolve, reject) => {
      this.#pending.set(id, { client, resolve, reject });
      this.#start().postMessage(request, body.map(({ buffer }) => buffer));
    }).finally(end);
    this.#options.onRows(answered.rowsPredicted);
    for (const damage of answered.damaged) this.#options.onDamage(damage);
    if (version && answered.model) this.#options.onModel(version, answered.model);
    const { status, body: bytes } = answered;
    const answer = new Response(bytes ?? null, {
      status,
      headers: answered.headers.map(([name, value]): [string, string] => [name, value]),
    });
    const response = (bytes?.length ?? 0) <= SMALL_BYTES ? smallAnswer(answer) : answer;
    return { response, given: answered.given as Given | undefined };
  }

  /** Ends the worker, and what it has not answered with it. */
  close(): void {
    this.#end(new RoteError("service_stopping", "The service is stopping"));
  }

  #check(client: string): void {
    const { shares, limits: { offloaded } } = this.#options;
    if (this.#pending.size >= offloaded) {
      throw busy(`${offloaded} large requests are being answered already`);
    }
    const own = [...this.#pending.values()].filter((one) => one.client === client).length;
    if (own >= shares.of(client, offloaded)) {
      throw busy(`${own} large requests of this client are being answered already`);
    }
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./worker.ts", import.meta.url).href, { type: "module" });
    worker.onmessage = ({ data: reply }: MessageEvent<OffloadReply>) => {
      if ("fault" in reply) return this.#options.onFault(reply.fault);
      if ("death" in reply) return this.#die(worker, reply.death);
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      pending?.resolve(reply);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#die(worker, { error: event.message });
    };
    const { store, limits } = this.#options;
    const { share, keys } = this.#options.shares;
    const setup: OffloadSetup = { store, limits, share, keys };
    worker.postMessage(setup);
    return this.#worker = worker;
  }

  /** Ends the worker after a fault. What it has not answered fails; the next request starts another. */
  #die(worker: Worker, fault: Fields): void {
    // Of one that has been ended already there may still be a word on the way.
    if (worker !== this.#worker) return;
    this.#options.onFault(fault);
    this.#end(new RoteError("internal", `The offload worker died: ${fault.error}`));
  }

  #end(reason: RoteError): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }
}

/** Reading a body, or making what is asked for without one: an export. */
function workOf(c: Context, body: readonly Uint8Array[]): Work {
  const bytes = body.reduce((sum, slab) => sum + slab.length, 0);
  if (bytes === 0) return { what: "The export", time: EXPORT_TIME };
  const isPacked = mediaType(c) === "application/octet-stream";
  return { what: `Reading ${bytes} bytes`, time: bytes * (isPacked ? PACKED_BYTE : TEXT_BYTE) };
}

function busy(detail: string): RoteError {
  return new RoteError("too_busy", `${detail}; try again in a moment`);
}
