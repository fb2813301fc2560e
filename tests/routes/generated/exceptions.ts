/**
 * What a generated request may be answered with against the rules. Each exception has its reason.
 *
 * @module
 */

import type { Breach, Refusal } from "./broken.ts";

/** True for what the document forbids and the service takes all the same. */
export function isTaken({ field, kind }: Breach): boolean {
  // Clients write null for fields that they leave out; beside raw data it means just that.
  return field === "/inputs/*/data" && kind === "null";
}

/**
 * True for a refusal that hangs on what was asked before: to find the smallest counterexample,
 * fast-check changes a body and keeps its key.
 */
export function isReplay(refused: Refusal | undefined): boolean {
  return /^The Idempotency-Key .* came before with another request/.test(refused?.text ?? "");
}

/**
 * True for a refusal of what a cell made of all others: one that is no bit makes numbers and categories
 * of them, and then the settings may not fit the features that come of those.
 */
export function isRetyped({ kind }: Breach, refused: Refusal | undefined): boolean {
  return kind === "a cell" && /^arity \d+ is above the \d+ features/.test(refused?.text ?? "");
}
