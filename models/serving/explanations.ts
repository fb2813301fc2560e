/**
 * Explaining answers beside other work: one row may take as many predictions as it has bits, so other
 * requests get their turn in between.
 *
 * @module
 */

import { type BitMatrix, explainBits, type Model, mostFlips, rowAt } from "../../lib/mod.ts";
import { mostSliceRows } from "./many_rows.ts";
import { Turns } from "../turns.ts";

/** What the bits of a row do for its answer, as clients get it. */
export interface RowExplanation {
  /** For each bit what flipping it would take from the score of the label. */
  readonly influence: readonly number[];
  /** The bits that change the label when they are flipped by themselves, and what it is then. */
  readonly flips: readonly { readonly feature: number; readonly label: string }[];
}

/** Explains the answer for each row. */
export async function explainRows(model: Model, rows: BitMatrix): Promise<RowExplanation[]> {
  const explanations: RowExplanation[] = [];
  const turns = new Turns();
  for (let row = 0; row < rows.rows; row++) {
    explanations.push(await explainOne(model, rowAt(rows, row), turns));
  }
  return explanations;
}

async function explainOne(model: Model, row: Uint8Array, turns: Turns): Promise<RowExplanation> {
  const { features, classes } = model;
  const step = Math.min(mostFlips(features), mostSliceRows(model));
  const influence: number[] = [];
  const flips: { feature: number; label: string }[] = [];
  for (let from = 0; from < features; from += step) {
    await turns.step();
    const part = explainBits(model, row, from, Math.min(from + step, features));
    part.influence.forEach((score, index) => {
      influence.push(score);
      const label = part.flipped[index]!;
      if (label !== part.label) flips.push({ feature: from + index, label: classes[label]! });
    });
  }
  return { influence, flips };
}
