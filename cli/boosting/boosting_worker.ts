/**
 * The far side of `boost.ts`: runs one training in a Web Worker, with threads that help it.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { type BoostingProgress, RoteError, startTeam, trainBoostedBlob } from "../../lib/mod.ts";
import type { BoostingReply, BoostingRequest } from "./messages.ts";

self.onmessage = async ({ data: request }: MessageEvent<BoostingRequest>) => {
  const { data, settings, test, threads } = request;
  const team = await startTeam(threads);
  try {
    const onProgress = (progress: BoostingProgress) => reply({ progress });
    const options = { onProgress, ...(team ? { team } : {}) };
    const trained = trainBoostedBlob(data, settings, test, options);
    reply(trained, [trained.blob.buffer]);
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const { code, message, offenders } = error;
    reply({ error: { code, message, offenders } });
  } finally {
    team?.close();
  }
};

function reply(message: BoostingReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
