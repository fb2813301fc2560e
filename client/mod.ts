/**
 * A client of the service, for Deno, Node and browsers: the web platform,
 * `hono/client` and `eventsource-parser` only. Of
 * the service's own code it takes types and nothing else.
 *
 * @example Train, listen, predict
 * ```ts ignore
 * import { createClient, RoteProblem } from "@rote/rote/client";
 *
 * const rote = createClient("http://127.0.0.1:8000");
 * const rows = ["00", "01", "10", "11"];
 * await rote.train({
 *   model: "xor",
 *   rows,
 *   labels: [0, 1, 1, 0],
 *   network: { hiddenLayers: 1, width: 4, arity: 2 },
 * });
 * const { labels } = await rote.predict("xor", rows);
 * try {
 *   await rote.predict("xor", ["2"]);
 * } catch (error) {
 *   if (error instanceof RoteProblem) console.log(error.code, error.errors);
 * }
 * ```
 *
 * @module
 */

export type { ErrorCode } from "../lib/mod.ts";
export { type ClientOptions, createClient, type RoteClient, type RoteRoutes } from "./client.ts";
export type { Fetch } from "./fetch.ts";
export type { EventsOptions, JobEvent } from "./job_events.ts";
export { type ProblemPlace, RoteProblem } from "./problem.ts";
export { TrainingFailed, type TrainOptions } from "./training.ts";
export type {
  ExportedFile,
  ExportOptions,
  ExportTargetName,
  Job,
  Label,
  ListedModel,
  ListedVersion,
  ListOptions,
  Method,
  Prediction,
  PredictOptions,
  Row,
  StoredVersion,
  TrainingRequest,
  VersionOptions,
} from "./types.ts";
