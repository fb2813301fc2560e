/**
 * Requests that are not to be fulfilled: bodies that are broken, of the wrong size, endless or cut
 * off, and what is no request at all.
 *
 * @module
 */

import { TYPES } from "../../http/scene.ts";
import { inferRequest } from "./infer_request.ts";
import type { KindName } from "./kinds.ts";
import { message, type SoakRequest } from "./message.ts";
import type { Ingredients } from "./ingredients.ts";

/** A Content-Length that no limit allows. */
const TOO_LONG = 68_719_476_736;

/** Requests of every kind that is garbage, but for those that are made by chance. */
export function prepareGarbage(
  { host, model, row, json, training, blob }: Ingredients,
  features: number,
): Partial<Record<KindName, readonly SoakRequest[]>> {
  const send = (line: string, type?: string, body?: string | Uint8Array, length?: number) =>
    message(host, line, {
      ...(type === undefined ? {} : { type }),
      ...(body === undefined ? {} : { body }),
      ...(length === undefined ? {} : { length }),
    });
  const predict = `POST /v1/models/${model}/predict`;
  const infer = `POST /v2/models/${model}/infer`;
  return {
    brokenJson: [
      send(predict, TYPES.json, json.slice(0, -3)),
      send(predict, TYPES.json, `{"rows": ${"[".repeat(50_000)}`),
      send("POST /v1/train", TYPES.json, '{"model": "m", "rows": ['),
      send(infer, undefined, "\x00\x01"),
    ],
    wrongSize: [
      send(predict, TYPES.packed, row.subarray(1)),
      send(predict, TYPES.json, json.replace(/[01]"/, '"')),
      send(`POST /v1/train?model=m&features=${features}&rows=7`, TYPES.packed, training),
      inferRequest({ host, model, features }, 1, row),
    ],
    unknownRoute: [
      send("GET /v1/nothing"),
      send("PUT /", TYPES.json, json),
      send("POST /v1/models/nobody/predict", TYPES.packed, row),
      send("POST /v2/models/nobody/infer", undefined, "{}"),
      send("GET /v1/jobs/nobody"),
    ],
    tooLong: [
      send("PUT /v1/models/long/blob", TYPES.packed, row, TOO_LONG),
      send(predict, TYPES.json, json, TOO_LONG),
      send(infer, undefined, row, TOO_LONG),
    ],
    noise: [
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      "GET / HTTP/1.1\r\nHost : x\r\nno header\r\n\r\n",
    ].map((text) => ({ parts: [new TextEncoder().encode(text)], isPartial: true })),
    cutBody: [
      send(predict, TYPES.packed, row, row.length + 1),
      send("PUT /v1/models/cut/blob", TYPES.packed, blob.subarray(0, 9_999), blob.length),
      send("POST /v1/train", TYPES.json, json, json.length + 1),
    ].map((request) => ({ ...request, isCut: true })),
  };
}
