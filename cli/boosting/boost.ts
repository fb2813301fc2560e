/**
 * Trains boosted tables in a Web Worker, so that Ctrl-C is heard meanwhile.
 *
 * @module
 */

import { type BoostingProgress, RoteError } from "../../lib/mod.ts";
import type { BoostedBlob, BoostingReply, BoostingRequest } from "./messages.ts";
import { buffersOf } from "../../models/jobs/trainer.ts";

/**
 * Trains. The rows are moved to the worker, not copied: `request` must not be used afterwards.
 *
 * @throws {RoteError} what `trainBoostedBlob` throws; `internal` if the worker dies, for lack of
 *   memory for example
 */
export async function boost(
  request: BoostingRequest,
  onProgress: (progress: BoostingProgress) => void,
): Promise<BoostedBlob> {
  const worker = new Worker(new URL("./boosting_worker.ts", import.meta.url).href, {
    type: "module",
  });
  try {
    return await new Promise<BoostedBlob>((resolve, reject) => {
      worker.onmessage = ({ data: reply }: MessageEvent<BoostingReply>) => {
        if ("progress" in reply) return onProgress(reply.progress);
        if ("blob" in reply) return resolve(reply);
        const { code, message, offenders } = reply.error;
        reject(new RoteError(code, message, offenders));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new RoteError("internal", `The training worker died: ${event.message}`));
      };
      worker.postMessage(request, buffersOf(request));
    });
  } finally {
    worker.terminate();
  }
}
