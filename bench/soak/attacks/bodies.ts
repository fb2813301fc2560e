/**
 * Attacks with bodies that do not come, and with keys that are none.
 *
 * @module
 */

import type { Attack } from "./attack.ts";
import { endlessChunks, idleBody, wholeRequest } from "./request_bytes.ts";

const PACKED = "application/octet-stream";
const JSON_TYPE = "application/json";
const PREDICT = "POST /v1/models/digits/predict";
const WRONG_KEY = "Authorization: Bearer 00000000000000000000000000000000";

/** Bodies that do not come. */
export const BODIES: readonly Attack[] = [
  {
    name: "endless-options",
    about: "1,024 keyless OPTIONS /v1/train with a chunked body of one byte that never ends",
    prepare: ({ host }) => [{
      bytes: endlessChunks("OPTIONS /v1/train", [`Host: ${host}`], JSON_TYPE),
      connections: 1_024,
      manner: "hold",
    }],
  },
  {
    name: "endless-gets",
    about: "1,024 keyless GET / and HEAD /docs with a chunked body of one byte that never ends",
    prepare: ({ host }) =>
      ["GET /", "HEAD /docs"].map((line) => ({
        bytes: endlessChunks(line, [`Host: ${host}`], JSON_TYPE),
        connections: 512,
        manner: "hold",
      })),
  },
  {
    name: "endless-predicts",
    about: "8 idle chunked predicts of one byte",
    prepare: ({ host, key }) => [{
      bytes: endlessChunks(PREDICT, [`Host: ${host}`, key], PACKED),
      connections: 8,
      manner: "hold",
    }],
  },
  {
    name: "idle-predicts",
    about: "8 idle predicts with a Content-Length of 64 MiB and one byte sent",
    prepare: ({ host, key }) => [{
      bytes: idleBody(PREDICT, [`Host: ${host}`, key], PACKED, 67_108_864),
      connections: 8,
      manner: "hold",
    }],
  },
  {
    name: "idle-uploads",
    about: "8 idle uploads and trainings each with a Content-Length of 64 MiB and one byte sent",
    prepare: ({ host, key }) =>
      ["PUT /v1/models/evil/blob", "POST /v1/train?model=m&features=9&rows=9"].map((line) => ({
        bytes: idleBody(line, [`Host: ${host}`, key], PACKED, 67_108_864),
        connections: 8,
        manner: "hold",
      })),
  },
  {
    name: "wrong-keys",
    about: "wrong keys over 64 connections, as fast as they are refused",
    prepare: ({ host }) => [storm(host)],
  },
  {
    name: "wrong-keys-limited",
    about: "the same with ROTE_RATE_LIMIT=6000, from an address that is not the victim's",
    // All of them come from this machine; so a proxy says where the attacker comes from.
    variables: { ROTE_RATE_LIMIT: "6000", ROTE_PROXIES: "1" },
    prepare: ({ host }) => [storm(host, "X-Forwarded-For: 198.51.100.1")],
    mustGet: 429,
  },
  {
    name: "one-key-fills-all",
    about: "one valid key: 1,100 idle predicts and 4 connections that ask for long trainings",
    prepare: ({ host, key }) => {
      const lines = [`Host: ${host}`, key];
      const training = JSON.stringify({
        model: "long",
        rows: Array.from({ length: 512 }, (_, row) => row.toString(2).padStart(16, "0")),
        labels: Array.from({ length: 512 }, (_, row) => row % 2),
        network: { hiddenLayers: 15, width: 65_536, arity: 8 },
        statistics: true,
      });
      return [
        { bytes: idleBody(PREDICT, lines, PACKED, 98), connections: 1_100, manner: "hold" },
        {
          bytes: wholeRequest("POST /v1/train", lines, JSON_TYPE, training),
          connections: 4,
          manner: "repeat",
        },
      ];
    },
  },
];

function storm(host: string, ...more: readonly string[]) {
  const lines = [`Host: ${host}`, WRONG_KEY, ...more];
  const bytes = wholeRequest(PREDICT, lines, PACKED, new Uint8Array(98));
  return { bytes, connections: 64, manner: "repeat" } as const;
}
