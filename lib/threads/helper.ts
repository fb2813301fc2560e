/**
 * A thread of a `TrainingTeam`: waits for invitations, does its share of a run, and leaves. The module
 * of a worker calls {@linkcode helpTeam} with the stages of all runs that it may be invited to.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { WebAssemblyKernels } from "../kernels/webassembly.ts";
import { catchUncaught } from "../uncaught.ts";
import { doorOf, type HelperMessage, type Invitation } from "./invitation.ts";
import { runStages, type SharedLayout, type Stages } from "./stages.ts";

/**
 * Makes a worker a helper.
 *
 * @param all the stages by what layouts call them
 */
export function helpTeam(all: Readonly<Record<string, Stages<SharedLayout>>>): void {
  // It is of no use then, and nobody else can stop it: the leader waits in vain for its share.
  catchUncaught((error) => {
    say({ fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    self.close();
  });

  let kernels: WebAssemblyKernels | undefined;
  let memoryOfKernels = 0;

  self.onmessage = ({ data }: MessageEvent<Invitation>) => {
    const { memory, memoryId, layout, run, thread } = data;
    if (!kernels || memoryId !== memoryOfKernels) {
      kernels = new WebAssemblyKernels(data.kernels, memory);
      memoryOfKernels = memoryId;
    }
    const door = doorOf(kernels);
    // First present, then a look at the door: the leader shuts it first and counts then.
    Atomics.add(door, 1, 1);
    try {
      if (Atomics.load(door, 0) === run) runStages(kernels, layout, all[layout.stages]!, thread);
    } finally {
      Atomics.sub(door, 1, 1);
      Atomics.notify(door, 1);
    }
  };

  say("ready");
}

function say(message: HelperMessage): void {
  self.postMessage(message);
}
