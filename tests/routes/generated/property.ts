/**
 * A property of requests: seeded, so that it is the same with each run, and with a counterexample
 * that can be read and sent again.
 *
 * @module
 */

import fc from "fast-check";
import { type Operation, OPERATIONS } from "./document.ts";
import { type GeneratedRequest, show } from "./request.ts";

/** Asserts that a property holds for so many requests, or cases with a request. */
export async function holds<Case extends GeneratedRequest | { readonly request: GeneratedRequest }>(
  cases: fc.Arbitrary<Case>,
  numRuns: number,
  seed: number,
  check: (one: Case) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(cases, check), {
    numRuns,
    seed,
    reporter: (
      { failed, counterexample, counterexamplePath, numRuns, numShrinks, errorInstance },
    ) => {
      if (!failed) return;
      const [one] = counterexample!;
      const { request, ...others } = "request" in one ? one : { request: one };
      throw new Error(
        `Request ${numRuns} is answered as it may not be, here after ${numShrinks} steps of ` +
          `shrinking (seed ${seed}, path ${counterexamplePath}):\n\n${show(request)}\n\n` +
          `${JSON.stringify(others)}\n\n${(errorInstance as Error).message}`,
        { cause: errorInstance },
      );
    },
  });
}

/** Tests of operations differ in their seeds, so that no two of them send the same bodies. */
export function seedOf(operation: Operation): number {
  return 1 + OPERATIONS.indexOf(operation);
}
