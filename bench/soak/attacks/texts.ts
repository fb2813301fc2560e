/**
 * Attacks with bodies that cost more to read than to send: values without end or without bottom, and
 * what grows when it is unpacked.
 *
 * @module
 */

import { gzipSync } from "node:zlib";
import type { Attack, AttackTools } from "./attack.ts";
import { wholeRequest } from "./request_bytes.ts";

const JSON_TYPE = "application/json";
const PREDICT = "POST /v1/models/digits/predict";
const MOST = 67_108_864;

/** Bodies that are hard to read. */
export const TEXTS: readonly Attack[] = [
  {
    name: "empty-records-predict",
    about: "64 MB of `{},` as rows to predict",
    prepare: (tools) => [flood(tools, PREDICT, fill('{"rows":[', "{},", "{}]}"))],
  },
  {
    name: "empty-records-train",
    about: "64 MB of `{},` as rows to train on",
    prepare: (tools) => [
      flood(tools, "POST /v1/train", fill('{"model":"m","labels":[0,1],"rows":[', "{},", "{}]}")),
    ],
  },
  {
    name: "empty-records-invocations",
    about: "64 MB of `{},` as rows for /invocations and /v2",
    prepare: (tools) => [
      flood(tools, "POST /invocations?model=digits", fill('{"inputs":[', "{},", "{}]}")),
      flood(tools, "POST /v2/models/digits/infer", fill('{"inputs":[', "{},", "{}]}")),
    ],
  },
  {
    name: "wide-records",
    about: "2 MB of records with 65,536 columns to predict and to train on",
    prepare: (tools) => {
      const record = (from: number) =>
        JSON.stringify(
          Object.fromEntries(Array.from({ length: 65_536 }, (_, at) => [`c${at}`, at + from])),
        );
      const rows = `"rows":[${record(0)},${record(1)}]`;
      return [
        flood(tools, PREDICT, `{${rows}}`),
        flood(tools, "POST /v1/train", `{"model":"m","labels":[0,1],${rows}}`),
      ];
    },
  },
  {
    name: "deep-json",
    about: "64 MB of nested arrays and of nested objects",
    prepare: (tools) => [
      flood(tools, PREDICT, fill('{"rows":', "[", "]}")),
      flood(tools, "POST /v1/train", fill('{"rows":', '{"a":', "}")),
      flood(tools, PREDICT, nested("[", "]")),
    ],
  },
  {
    name: "csv-without-end",
    about: "64 MB of CSV with 65,536 empty columns, and of empty lines",
    prepare: (tools) => [
      flood(tools, "POST /v1/train?model=m", fill("", `${",".repeat(65_535)}\n`, ""), "text/csv"),
      flood(tools, "POST /v1/train?model=m", fill("label\n", "0\n", ""), "text/csv"),
    ],
  },
  {
    name: "gzip-bomb",
    about: "10 MB that become 10 GB when they are unpacked (Content-Encoding: gzip)",
    prepare: (tools) => {
      const member = gzipSync(new Uint8Array(1 << 30), { level: 9 });
      const bytes = new Uint8Array(10 * member.length);
      for (let copy = 0; copy < 10; copy++) bytes.set(member, copy * member.length);
      const packed = { ...tools, key: `${tools.key}\r\nContent-Encoding: gzip` };
      return [
        flood(packed, PREDICT, bytes),
        flood(packed, PREDICT, bytes, "application/octet-stream"),
        flood(packed, "POST /v1/train?model=m", bytes, "text/csv"),
      ];
    },
  },
];

function flood(
  { host, key }: Pick<AttackTools, "host" | "key">,
  line: string,
  body: Uint8Array | string,
  type = JSON_TYPE,
) {
  const bytes = wholeRequest(line, [`Host: ${host}`, key], type, body);
  return { bytes, connections: 1, manner: "repeat" } as const;
}

/** As often the same as a body may hold. */
function fill(start: string, piece: string, end: string): string {
  const room = MOST - start.length - end.length;
  return start + piece.repeat(Math.floor(room / piece.length)) + end;
}

/** Whole JSON, one in the other. */
function nested(open: string, close: string): string {
  const depth = MOST / 4;
  return `{"rows":${open.repeat(depth)}${close.repeat(depth)}}`;
}
