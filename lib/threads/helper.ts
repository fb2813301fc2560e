/**
 * A thread of a `TrainingTeam`: waits for invitations, does its share of a run, and leaves.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { WebAssemblyKernels } from "../kernels/webassembly.ts";
import { runStages } from "./stages.ts";
import { doorOf, type Invitation } from "./team.ts";
import { catchUncaught } from "../uncaught.ts";

/** What a helper says: once that it is there, and what ended it. */
export type HelperMessage = "ready" | { readonly fault: string };

// It is of no use then, and nobody else can stop it: the leader waits in vain for its share.
catchUncaught((error) => {
  say({ fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  self.close();
});

let kernels: WebAssemblyKernels | undefined;
let memoryOfKernels = 0;

self.onmessage = ({ data }: MessageEvent<Invitation>) => {
  const { memory, memoryId, job, run, thread } = data;
  if (!kernels || memoryId !== memoryOfKernels) {
    kernels = new WebAssemblyKernels(data.kernels, memory);
    memoryOfKernels = memoryId;
  }
  const door = doorOf(kernels);
  // First present, then a look at the door: the leader shuts it first and counts then.
  Atomics.add(door, 1, 1);
  try {
    if (Atomics.load(door, 0) === run) runStages(kernels, job, thread);
  } finally {
    Atomics.sub(door, 1, 1);
    Atomics.notify(door, 1);
  }
};

say("ready");

function say(message: HelperMessage): void {
  self.postMessage(message);
}
