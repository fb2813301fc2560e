/**
 * The far side of `trainer.ts`: runs one training at a time in a Web Worker, so that predictions
 * stay fast while it works. Speaks in messages and holds no state between them.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { type DataSet, RoteError, trainBlob, type TrainingSettings } from "../lib/mod.ts";
import type { TrainingReply } from "./trainer.ts";

/** What the near side asks for. */
export interface TrainingRequest {
  readonly data: DataSet;
  readonly settings: TrainingSettings;
  readonly test?: DataSet;
}

self.onmessage = (event: MessageEvent<TrainingRequest>) => {
  const { data, settings, test } = event.data;
  try {
    const { blob, result } = trainBlob(data, settings, test, (progress) => reply({ progress }));
    reply({ blob, result }, [blob.buffer]);
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const { code, message, offenders } = error;
    reply({ error: { code, message, offenders } });
  }
};

function reply(message: TrainingReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
