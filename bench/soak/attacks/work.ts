/**
 * Attacks with models that take long for each row, and with models that are decoded again and again.
 *
 * @module
 */

import { upload } from "./answers.ts";
import type { Attack, AttackTools, Flood } from "./attack.ts";
import { pairwiseBlob, votingBlob } from "./evil_models.ts";
import { wholeRequest } from "./request_bytes.ts";

const PACKED = "application/octet-stream";
/** As slow as 50 MB can be. */
const SLOW = { layers: 15, width: 65_535, arity: 8, features: 16 };

/** Work that a small request asks for. */
export const WORK: readonly Attack[] = [
  {
    name: "small-training",
    about: "a training of a few hundred bytes of 15 x 65,536 LUTs, then 100,000 rows",
    async prepare(tools) {
      const body = JSON.stringify({
        model: "deep",
        rows: Array.from({ length: 16 }, (_, row) => (row * 4_111).toString(2).padStart(16, "0")),
        labels: Array.from({ length: 16 }, (_, row) => row % 2),
        network: { hiddenLayers: 15, width: 65_536, arity: 8 },
      });
      const type = "application/json";
      const { status, text } = await tools.ask("POST /v1/train", { type, bytes: body });
      if (status >= 300) tools.tell(`its training got ${status} ${text.slice(0, 120)}`);
      else await finished(tools, JSON.parse(text).id);
      return [rowsFor(tools, "deep", 100_000, 1)];
    },
  },
  {
    name: "slow-voting",
    about: "an uploaded network of 16 layers that votes, then 100,000 rows and single ones",
    async prepare(tools) {
      await upload(tools, "slow", votingBlob(SLOW));
      return [rowsFor(tools, "slow", 100_000, 2), rowsFor(tools, "slow", 1, 8)];
    },
  },
  {
    name: "slow-pairs",
    about:
      "2,016 networks of 64 layers for the pairs of 64 classes, then 1,000 rows and single ones",
    async prepare(tools) {
      const shape = { layers: 64, width: 256, arity: 1, features: 16 };
      await upload(tools, "pairs", pairwiseBlob(shape, 64));
      return [rowsFor(tools, "pairs", 1_000, 2), rowsFor(tools, "pairs", 1, 4)];
    },
  },
  {
    name: "explained",
    about: "rows of the slow network that votes, each to be explained",
    async prepare(tools) {
      await upload(tools, "slow", votingBlob(SLOW));
      const { host, key } = tools;
      const line = "POST /v1/models/slow/predict?explain=1";
      const bytes = wholeRequest(line, [`Host: ${host}`, key], PACKED, new Uint8Array(2 * 1_000));
      return [{ bytes, connections: 2, manner: "repeat" }];
    },
  },
  {
    name: "uncached-blob",
    about:
      "a model that is larger than the cache (ROTE_CACHE_BYTES=16777216), asked again and again",
    variables: { ROTE_CACHE_BYTES: "16777216" },
    async prepare(tools) {
      await upload(tools, "uncached", votingBlob(SLOW));
      return [rowsFor(tools, "uncached", 1, 8)];
    },
  },
  {
    name: "many-uploads",
    about: "the same blob of 50 MB uploaded again and again",
    prepare({ host, key }) {
      const lines = [`Host: ${host}`, key];
      const bytes = wholeRequest("PUT /v1/models/again/blob", lines, PACKED, votingBlob(SLOW));
      return [{ bytes, connections: 2, manner: "repeat" }];
    },
  },
];

function rowsFor(
  { host, key }: AttackTools,
  model: string,
  rows: number,
  connections: number,
): Flood {
  const line = `POST /v1/models/${model}/predict`;
  const body = Uint8Array.from({ length: 2 * rows }, (_, at) => at * 73 & 255);
  const bytes = wholeRequest(line, [`Host: ${host}`, key], PACKED, body);
  return { bytes, connections, manner: "repeat" };
}

/** Waits until a training has ended, well or not. */
async function finished({ ask, tell }: AttackTools, id: string): Promise<void> {
  for (let second = 0; second < 60; second++) {
    const { status } = JSON.parse((await ask(`GET /v1/jobs/${id}`)).text);
    if (status === "succeeded") return;
    if (status !== "queued" && status !== "running") return tell(`its training has ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  tell("its training took more than a minute");
}
