/**
 * Attacks with answers that are not taken, or that are larger than anybody wants to write.
 *
 * @module
 */

import type { Attack, AttackTools, Flood } from "./attack.ts";
import { controlBlob, treeBlob, votingBlob } from "./evil_models.ts";
import { requestBytes, wholeRequest } from "./request_bytes.ts";

const PACKED = "application/octet-stream";

/** Answers that are not taken, or endless. */
export const ANSWERS: readonly Attack[] = [
  {
    name: "unread-blobs",
    about: "80 downloads of a blob of 57 MB that nobody reads",
    async prepare(tools) {
      const shape = { layers: 11, width: 63_000, arity: 9, features: 16 };
      await upload(tools, "large", votingBlob(shape));
      const { host, key } = tools;
      return [{
        bytes: requestBytes("GET /v1/models/large/blob", [`Host: ${host}`, key]),
        connections: 80,
        manner: "unread",
      }];
    },
  },
  {
    name: "unread-docs",
    about: "1,500 keyless readers of the script of /docs that never read",
    async prepare({ host, ask }) {
      const { text } = await ask("GET /docs");
      const script = /src="(docs\/swagger-ui-[\d.]+\.js)"/.exec(text)?.[1];
      if (!script) throw new Error(`The page has no script: ${text}`);
      return [{
        bytes: requestBytes(`GET /${script}`, [`Host: ${host}`]),
        connections: 1_500,
        manner: "unread",
      }];
    },
  },
  {
    name: "unread-predictions",
    about: "80 predictions of 100,000 rows of which nobody reads an answer",
    prepare: ({ host, key }) => [{
      bytes: wholeRequest(
        "POST /v1/models/digits/predict",
        [`Host: ${host}`, key],
        PACKED,
        new Uint8Array(98 * 100_000),
      ),
      connections: 80,
      manner: "unread",
    }],
  },
  {
    name: "control-characters",
    about:
      "70 models whose columns are named by control characters, then every list and /invocations",
    async prepare(tools) {
      // Each is described by 12 MB of JSON: all of them by more than a string can hold.
      const blob = controlBlob(8_192);
      for (let number = 0; number < 70; number++) {
        const { status } = await upload(tools, `control-${number}`, blob);
        if (status >= 400) break;
      }
      const lines = [`Host: ${tools.host}`, tools.key];
      return [
        wholeRequest("POST /invocations", lines, "application/json", '{"inputs":["0"]}'),
        requestBytes("GET /v1/models", lines),
        requestBytes("GET /v1/models/control-0", lines),
        wholeRequest("POST /v2/repository/index", lines, "application/json", "{}"),
        requestBytes("GET /v2/models/control-0", lines),
      ].map((bytes) => ({ bytes, connections: 1, manner: "repeat" }));
    },
  },
  {
    name: "refused-exports",
    about: "exports that are too large, asked for again and again",
    async prepare(tools) {
      await upload(
        tools,
        "huge",
        votingBlob({ layers: 15, width: 65_535, arity: 8, features: 16 }),
      );
      return exportsOf(tools, "huge", 2, ["c", "verilog", "es-module"]);
    },
  },
  {
    name: "largest-exports",
    about: "targets of 16 models whose code is just within the limit, again and again",
    async prepare(tools) {
      const floods: Flood[] = [];
      for (let salt = 0; salt < 8; salt++) {
        // Verilog and C of the one, BLIF of the other take 5 to 8 MB of text; 8 MiB are allowed.
        await upload(tools, `wide-${salt}`, treeBlob(8, salt));
        await upload(tools, `narrow-${salt}`, treeBlob(1, salt));
        floods.push(...exportsOf(tools, `wide-${salt}`, 1, ["verilog", "c", "es-module"]));
        floods.push(...exportsOf(tools, `narrow-${salt}`, 1, ["blif"]));
      }
      return floods;
    },
  },
];

/** Uploads a model, and tells what came of it if it is no success. */
export async function upload(
  { ask, tell }: AttackTools,
  name: string,
  bytes: Uint8Array,
): Promise<{ status: number }> {
  const answer = await ask(`PUT /v1/models/${name}/blob`, { type: PACKED, bytes });
  if (answer.status >= 300) tell(`its upload got ${answer.status} ${answer.text.slice(0, 120)}`);
  return answer;
}

function exportsOf(
  { host, key }: AttackTools,
  model: string,
  connections: number,
  targets: readonly string[],
): Flood[] {
  return targets.map((target) => ({
    bytes: requestBytes(`GET /v1/models/${model}/export/${target}`, [`Host: ${host}`, key]),
    connections,
    manner: "repeat",
  }));
}
