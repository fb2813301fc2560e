/**
 * Ctrl-C: what must not be left behind is taken away, then the process ends with exit code 130. It
 * ends there and then, a training worker included.
 *
 * @module
 */

import { EXIT } from "./failure.ts";

const cleanups = new Set<() => void>();

/**
 * Runs `cleanup` if Ctrl-C comes before the end of the block.
 *
 * @example
 * ```ts
 * import { onInterrupt } from "./interrupt.ts";
 *
 * {
 *   using _ = onInterrupt(() => Deno.removeSync("half.tmp"));
 *   // ... work that must not leave half.tmp behind
 * }
 * ```
 */
export function onInterrupt(cleanup: () => void): Disposable {
  cleanups.add(cleanup);
  return { [Symbol.dispose]: () => cleanups.delete(cleanup) };
}

/** Starts listening for Ctrl-C. */
export function listenForInterrupt(): void {
  Deno.addSignalListener("SIGINT", () => {
    for (const cleanup of cleanups) {
      try {
        cleanup();
      } catch {
        // The process ends in any case; there may be nothing to clean up yet.
      }
    }
    Deno.exit(EXIT.interrupted);
  });
}
