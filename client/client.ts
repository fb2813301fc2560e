/**
 * The client: Hono's typed routes for JSON, and functions for what they cannot say: bodies, bytes and
 * streams.
 *
 * @module
 */

import { hc } from "hono/client";
import type { App } from "../routes/app.ts";
import { downloadBlob, uploadBlob } from "./blob.ts";
import { exportModel } from "./export.ts";
import { type Fetch, jsonInit, queryOf, segment, type Send, signalInit, withKey } from "./fetch.ts";
import { type EventsOptions, type JobEvent, jobEvents } from "./job_events.ts";
import { listModels, listVersions } from "./lists.ts";
import { submit, train, type TrainOptions } from "./training.ts";
import type {
  ExportedFile,
  ExportOptions,
  ExportTargetName,
  Job,
  ListedModel,
  ListedVersion,
  ListOptions,
  PackedPredictOptions,
  Prediction,
  PredictOptions,
  Row,
  StoredVersion,
  TrainingRequest,
  VersionOptions,
} from "./types.ts";

/** What a client may be given. */
export interface ClientOptions {
  /** A key of the service (`ROTE_API_KEYS`). */
  readonly apiKey?: string;
  /** Sends requests, in place of the global `fetch`. */
  readonly fetch?: Fetch;
}

/** The routes as Hono types them: `routes.v1.models[":name"].$get({ param: { name } })`. */
export type RoteRoutes = ReturnType<typeof hc<App>>;

/** A client. Everything it does throws a `RoteProblem` if the service refuses. */
export interface RoteClient {
  /** All routes, for what has no function here. */
  readonly routes: RoteRoutes;

  /**
   * Trains, and waits for the end.
   *
   * @throws {TrainingFailed} if the training fails or is cancelled
   */
  train(request: TrainingRequest, options?: TrainOptions): Promise<Job>;

  /** Asks for a training without waiting for it: `events()` tells what becomes of it. */
  startTraining(request: TrainingRequest, options?: TrainOptions): Promise<Job>;

  /** What becomes of a job, to its end. A stream that is lost is taken up again. */
  events(jobId: string, options?: EventsOptions): AsyncGenerator<JobEvent>;

  /** Predicts rows of bits, or of numbers and categories. */
  predict(name: string, rows: readonly Row[], options?: PredictOptions): Promise<Prediction>;

  /**
   * Predicts packed rows.
   *
   * @param packedRows ceil(features / 8) bytes a row, the first bit the least significant
   */
  predictPacked(
    name: string,
    packedRows: Uint8Array<ArrayBuffer>,
    options?: PackedPredictOptions,
  ): Promise<Prediction>;

  /** All models by name, page by page. */
  models(options?: ListOptions): AsyncGenerator<ListedModel>;

  /** All versions of a model, the newest first, page by page. */
  versions(name: string, options?: ListOptions): AsyncGenerator<ListedVersion>;

  /**
   * Deletes a model with all its versions, or one version of it: the newest of the others is the
   * current one then, if that one was; the last one takes the model with it.
   */
  deleteModel(name: string, options?: VersionOptions): Promise<void>;

  /** The serialized model, and which version it is. */
  downloadBlob(
    name: string,
    options?: VersionOptions,
  ): Promise<{ version: string; bytes: Uint8Array<ArrayBuffer> }>;

  /** Uploads a model that was trained elsewhere, which is the current version then. */
  uploadBlob(
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    options?: { signal?: AbortSignal },
  ): Promise<StoredVersion>;

  /** The model as code for another runtime: all files of a target, the main one first. */
  exportModel(
    name: string,
    target: ExportTargetName,
    options?: ExportOptions,
  ): Promise<{ files: ExportedFile[] }>;
}

/**
 * Makes a client.
 *
 * @param baseUrl where the service is, such as `http://127.0.0.1:8000`
 */
export function createClient(baseUrl: string, options: ClientOptions = {}): RoteClient {
  // Browsers want fetch to be called as a function of its own.
  const { fetch = (input, init) => globalThis.fetch(input, init) } = options;
  const withErrors = withKey(fetch, options.apiKey);
  const base = baseUrl.replace(/\/+$/, "");
  const send: Send = (path, init) => withErrors(base + path, init);
  const predict = async (name: string, options: PackedPredictOptions, init: RequestInit) => {
    const { version, abstainBelow, explain, signal } = options;
    const query = queryOf({
      version,
      abstainBelow: abstainBelow?.toString(),
      explain: explain ? "1" : undefined,
    });
    const path = `/v1/models/${segment(name)}/predict${query}`;
    return await (await send(path, { ...init, ...signalInit(signal) })).json();
  };
  return {
    routes: hc<App>(base, { fetch: withErrors }),
    train: (request, options = {}) => train(send, request, options),
    startTraining: async (request, options = {}) => (await submit(send, request, options, 0)).job,
    events: (jobId, options = {}) => jobEvents(send, jobId, options),
    predict: (name, rows, options = {}) =>
      predict(name, options, jsonInit({ rows, encoding: options.encoding })),
    predictPacked: (name, packedRows, options = {}) =>
      predict(name, options, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream" },
        body: packedRows,
      }),
    models: (options = {}) => listModels(send, options),
    versions: (name, options = {}) => listVersions(send, name, options),
    deleteModel: async (name, { version, signal } = {}) => {
      const path = `/v1/models/${segment(name)}${queryOf({ version })}`;
      await send(path, { method: "DELETE", ...signalInit(signal) });
    },
    downloadBlob: (name, options = {}) => downloadBlob(send, name, options),
    uploadBlob: (name, bytes, options = {}) => uploadBlob(send, name, bytes, options.signal),
    exportModel: (name, target, options = {}) => exportModel(send, name, target, options),
  };
}
