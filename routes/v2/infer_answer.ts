/**
 * The answer to an inference request: JSON with the outputs in it, or raw behind it where the
 * request wants them so.
 *
 * @module
 */

import type { Predictions } from "../../lib/mod.ts";
import type { LoadedModel } from "../../models/serving/registry.ts";
import { type InferRequest, JSON_LENGTH_HEADER } from "./infer_request.ts";
import { rawIndices, rawNames, rawNumbers } from "./raw_tensor.ts";
import { describeOutput, type OutputName } from "./tensors.ts";

/** The answer to a request: its body, and the headers that go with it. */
export function inferAnswer(
  model: string,
  { version, model: { classes } }: LoadedModel,
  { id, outputs }: InferRequest,
  predictions: Predictions,
): { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  const raws: Uint8Array[] = [];
  const described = outputs.map(({ name, isRaw }) => {
    const tensor = describeOutput(name, predictions.labels.length, classes.length);
    if (!isRaw) return { ...tensor, data: elementsOf(name, predictions, classes) };
    const raw = rawOf(name, predictions, classes);
    raws.push(raw);
    return { ...tensor, parameters: { binary_data_size: raw.length } };
  });
  const json = new TextEncoder().encode(JSON.stringify({
    model_name: model,
    model_version: version,
    ...(id === undefined ? {} : { id }),
    outputs: described,
  }));
  if (raws.length === 0) return { body: json, headers: { "Content-Type": "application/json" } };
  const headers = {
    "Content-Type": "application/octet-stream",
    [JSON_LENGTH_HEADER]: String(json.length),
  };
  return { body: join([json, ...raws]), headers };
}

/** The elements of an output in row-major order, as JSON has them. */
function elementsOf(name: OutputName, { labels, scores }: Predictions, classes: readonly string[]) {
  switch (name) {
    case "label":
      return Array.from(labels, (label) => classes[label]);
    case "class":
      return Array.from(labels);
    case "scores":
      return Array.from(scores);
  }
}

function rawOf(name: OutputName, { labels, scores }: Predictions, classes: readonly string[]) {
  switch (name) {
    case "label":
      return rawNames(labels, classes);
    case "class":
      return rawIndices(labels);
    case "scores":
      return rawNumbers(scores);
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
