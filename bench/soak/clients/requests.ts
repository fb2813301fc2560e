/**
 * Requests of every kind, made from the files of a scene. There are a few hundred different uploads
 * and any number of different trainings, so that what is stored can be told apart.
 *
 * @module
 */

import { hash } from "node:crypto";
import { decodeNetwork, encodeNetwork, rowBytes } from "../../../lib/mod.ts";
import type { RandomStream } from "../../../lib/random.ts";
import { TYPES } from "../../http/scene.ts";
import { prepareGarbage } from "./garbage.ts";
import type { Ingredients } from "./ingredients.ts";
import { inferRequest, tensorOf } from "./infer_request.ts";
import type { KindName } from "./kinds.ts";
import { message, type SoakRequest } from "./message.ts";

/** Makes a request of a kind; `number` tells requests of the kind apart. */
export type RequestMaker = (kind: KindName, number: number, random: RandomStream) => SoakRequest;

/** Different blobs that are uploaded, to each of so many models. */
const UPLOADS = 256;
const MODELS = 8;
/** Rows of a tensor. */
const TENSOR_ROWS = 64;

/** Makes what is sent more than once, and gives a maker of requests. */
export function prepareRequests(ingredients: Ingredients): RequestMaker {
  const { host, model, row, json, rows, training, blob } = ingredients;
  const network = decodeNetwork(blob);
  const { features } = network;
  const target = { host, model, features };
  const path = `POST /v1/models/${model}/predict`;
  const ready: Partial<Record<KindName, readonly SoakRequest[]>> = {
    packedRow: [message(host, path, { type: TYPES.packed, body: row })],
    jsonRow: [message(host, path, { type: TYPES.json, body: json })],
    manyRows: [message(host, path, { type: TYPES.packed, body: rows })],
    infer: [inferRequest(target, TENSOR_ROWS, tensorOf(rows, TENSOR_ROWS, features))],
    download: [message(host, `GET /v1/models/${model}/blob`)],
    ...prepareGarbage(ingredients, features),
  };
  const put = (name: string, body: Uint8Array) =>
    message(host, `PUT /v1/models/${name}/blob`, { type: TYPES.packed, body });
  const uploads: { body: Uint8Array<ArrayBuffer>; version: string }[] = [];
  const upload = (number: number): SoakRequest => {
    const name = `uploaded-${Math.floor(number / UPLOADS) % MODELS}`;
    const at = number % UPLOADS;
    if (!uploads[at]) {
      const body = encodeNetwork({ ...network, metadata: { upload: String(at) } });
      uploads[at] = { body, version: hash("sha256", body) };
    }
    const { body, version } = uploads[at];
    return { ...put(name, body), write: { model: name, version } };
  };
  const train = (seed: number, ...more: string[]): SoakRequest => {
    const name = `trained-${seed % MODELS}`;
    const count = training.length / (rowBytes(features) + 1);
    const line =
      `POST /v1/train?model=${name}&method=network&features=${features}&rows=${count}&seed=${seed}`;
    return {
      ...message(host, line, { type: TYPES.packed, body: training, more }),
      write: { model: name },
    };
  };
  return (kind, number, random) => {
    switch (kind) {
      case "upload":
        return upload(number);
      case "train":
        return train(2 * number);
      case "trainAndWait":
        return train(2 * number + 1, "Prefer: wait=10");
      case "mutatedBlob": {
        const body = blob.slice();
        body[random.below(body.length)]! ^= 1 << random.below(8);
        return put("mutated", body);
      }
      default: {
        const choice = ready[kind]!;
        return choice[number % choice.length]!;
      }
    }
  };
}
