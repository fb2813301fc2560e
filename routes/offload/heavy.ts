/**
 * What is too much to do where everybody waits: told from a request's head and the model alone.
 *
 * @module
 */

import type { Context } from "hono";
import type { Model } from "../../lib/mod.ts";
import { mostRowsIn, predictionTime } from "../../models/serving/prediction_work.ts";
import type { LoadedModel, ModelRegistry } from "../../models/serving/registry.ts";
import { versionFor } from "../http/passage.ts";
import { mediaType } from "../http/problem.ts";
import { LONG_BYTES, promisedLength } from "../http/request.ts";
import type { Offloading } from "./offloading.ts";

/** Nanoseconds that one request may take where everybody waits. */
const MOST_TIME = 2_000_000;

/** True for a body that is long, or does not say how long it is. */
export function isLong(c: Context): boolean {
  return !((promisedLength(c) ?? Infinity) <= LONG_BYTES);
}

/**
 * True for a prediction that may take long.
 *
 * @param most rows that it may have
 * @param flips predictions for each row: many for one that is to be explained
 */
export function isHeavy(c: Context, model: Model, most: number, flips = 1): boolean {
  if (isLong(c)) return true;
  const rows = Math.ceil(Math.min(most, mostRowsIn(model, mediaType(c), promisedLength(c)!)));
  return predictionTime(model, rows * flips) > MOST_TIME;
}

/** What a model is loaded by. */
interface Loading {
  readonly registry: ModelRegistry;
  readonly offload: Offloading | undefined;
}

/**
 * The network that answers a prediction right here, or what the offload worker answers: where there is
 * one, and the network is not light or what is asked of it may take long.
 *
 * @param asked version that the request names
 * @param isTooMuch whether what is asked of a network may take long
 * @throws {RoteError} as `ModelRegistry.load`
 */
export async function loadOrOffload(
  c: Context,
  { registry, offload }: Loading,
  name: string,
  asked: string | undefined,
  isTooMuch: (network: Model) => boolean,
): Promise<LoadedModel | Response> {
  if (!offload) return registry.load(name, versionFor(c, asked));
  const { version, model } = registry.prepare(name, asked);
  if (model && !isTooMuch(model)) return { version, model };
  return await offload.answer(c, version, !model);
}
