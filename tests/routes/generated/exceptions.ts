/**
 * What a generated request may be answered with against the rules. Each exception has its reason.
 *
 * @module
 */

import type { Breach, Refusal } from "./breaking/broken.ts";

/** True for what the document forbids and the service takes all the same. */
export function isTaken({ field, kind }: Breach): boolean {
  // The document describes bits; among values a 2, a text or null is as good as any.
  if (/^(?:\/test)?\/rows\/\*\/\*$/.test(field)) return true;
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
 * True for a refusal of what one change made of everything else. A cell that is no bit makes numbers and
 * categories of all, and another label a third class, and then settings may not fit any more; without
 * a column's name there are too many values; and whoever asks for patience asks for early stopping,
 * which a few rows do not give.
 */
export function isElsewhere({ kind, field }: Breach, refused: Refusal | undefined): boolean {
  const text = refused?.text ?? "";
  if (kind === "a cell") {
    return /^(?:arity \d+ is above the \d+ features|statistics are those of one network)/.test(
      text,
    );
  }
  if (field === "/columns/*") return /^Row \d+ has \d+ values; there are \d+ columns/.test(text);
  return field === "?patience" && /^earlyStopping\.share 0\.1 of \d+ rows/.test(text);
}
