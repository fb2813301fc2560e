/**
 * The far side of `trainer.ts`: runs one training at a time in a Web Worker, so that predictions
 * stay fast while it works. Between runs it keeps nothing but its helpers.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import {
  catchUncaught,
  decodeModel,
  putEncoder,
  RoteError,
  startTeam,
  type TrainingProgress,
  type TrainingTeam,
  trainRun,
} from "../../lib/mod.ts";
import { memoryOf } from "../serving/light_models.ts";
import { describeVersion } from "../stored_model.ts";
import { versionOf } from "../names.ts";
import { unpackEncoder } from "./packed_encoder.ts";
import type { TrainingReply, TrainingRequest } from "./training_messages.ts";

// The near side ends this worker then.
catchUncaught((error) => reply({ fault: wordsOf(error) }));

/** Started with the first run; nothing where one thread is asked for or allowed. */
let team: Promise<TrainingTeam | undefined> | undefined;

self.onmessage = async (event: MessageEvent<TrainingRequest>) => {
  const { data, settings, test, encoder, threads, stop } = event.data;
  try {
    team ??= startTeam(threads, (fault) => reply({ helperFault: fault }));
    const onProgress = (progress: TrainingProgress) => reply({ progress });
    const isCancelled = () => Atomics.load(stop, 0) !== 0;
    const helpers = await team;
    const options = { onProgress, isCancelled, ...(helpers ? { team: helpers } : {}) };
    const trained = trainRun(data, settings, test, options);
    const { blob, result } = encoder ? putEncoder(unpackEncoder(encoder), trained) : trained;
    const network = decodeModel(blob);
    const description = describeVersion(network, await versionOf(blob), blob.length, result);
    reply({ blob, result, description, memory: memoryOf(network) }, [blob.buffer]);
  } catch (error) {
    if (!(error instanceof RoteError)) return reply({ fault: wordsOf(error) });
    const { code, message, offenders } = error;
    reply({ error: { code, message, offenders } });
  }
};

/** What a fault is, with the place that it comes from. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? `${error.name}: ${error.message}` : String(error);
}

function reply(message: TrainingReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
