/**
 * The whole service, in process, with models that generated requests ask for: some that stay as they
 * are, and names under which trainings, uploads and deletions do as they like.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { readConfiguration } from "../../../models/operating/configuration.ts";
import type { Fields } from "../../../models/operating/log.ts";
import { openService } from "../../../routes/service.ts";
import { type GeneratedRequest, toRequest } from "./request.ts";

/** A model that stays as it is. */
export interface KeptModel {
  readonly name: string;
  readonly features: number;
  readonly version: string;
  readonly blob: Uint8Array<ArrayBuffer>;
}

/** A service with its models. */
export interface Scene {
  readonly models: readonly KeptModel[];
  /** Ids of jobs that are done. */
  readonly jobs: readonly string[];
  /** What the service logged as its own faults. */
  readonly faults: Fields[];
  /** Sends a request. A training that it began is done when this returns. */
  send(request: GeneratedRequest, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** Names that requests change. */
export const LOOSE_NAMES = ["a", "Loose.Model", "loose_model-2", "9"];

/** No file; and the jobs that requests ask for stay known, however many come after them. */
const VARIABLES = { ROTE_STORE: ":memory:", ROTE_MAX_FINISHED_JOBS: "100000" };

/** Opens a service. */
export async function openScene(
  variables: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Scene> {
  const faults: Fields[] = [];
  const configuration = readConfiguration({ ...VARIABLES, ...variables }, 1);
  const service = openService(configuration, {
    release: "test",
    log: {
      write: (level, event, fields = {}) => {
        if (level === "error") faults.push({ event, ...fields });
      },
    },
    isTracing: false,
  });
  const handle = async (request: Request) =>
    await service.handle(request, { remoteAddr: { hostname: "127.0.0.1" } });
  const models: KeptModel[] = [];
  const jobs: string[] = [];
  for (const features of [3, 8, 21]) {
    const name = `kept-${features}`;
    const trained = await handle(
      new Request("http://127.0.0.1:8000/v1/train", {
        method: "POST",
        headers: { "Content-Type": "application/json", Prefer: "wait=60", ...headers },
        body: JSON.stringify(training(name, features)),
      }),
    );
    const { id, version } = await trained.json();
    assertEquals(trained.status, 200, name);
    jobs.push(id);
    const blob = service.store.readBlob(name, version) as Uint8Array<ArrayBuffer>;
    models.push({ name, features, version, blob });
  }
  return {
    ...{ models, jobs, faults },
    async send(generated, more = {}) {
      const response = await handle(toRequest(generated, { ...headers, ...more }));
      const job = /^\/v1\/jobs\/(.+)$/.exec(response.headers.get("Location") ?? "")?.[1];
      if (response.status === 202 && job) await service.jobs.wait(job, 60_000);
      return response;
    },
    close: () => service.stop(0, () => Promise.resolve()),
  };
}

/** Sixteen rows whose class is whether most of their bits are set. */
function training(model: string, features: number) {
  const rows = Array.from(
    { length: 16 },
    (_, row) => Array.from({ length: features }, (_, bit) => (row * 7 + bit * bit) % (bit + 2) & 1),
  );
  rows[0]!.fill(0);
  rows[1]!.fill(1);
  const labels = rows.map((row) =>
    2 * row.filter((bit) => bit === 1).length > features ? "yes" : "no"
  );
  return { model, rows, labels, network: { hiddenLayers: 2, width: 8, arity: 3 } };
}
