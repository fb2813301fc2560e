/**
 * Early stopping: some rows are kept away from training, and the tables end where their scores were
 * least wrong. Patience is how long training goes on without anything better; it saves time and may
 * miss what comes later.
 *
 * @module
 */

/** What a user chooses of early stopping. */
export interface EarlyStopping {
  /** Share of the training rows, above 0 and below 1, that is kept away from training. */
  readonly share: number;
  /** Tables after which training ends if they make nothing better, 1 to 65,536. */
  readonly patience: number;
}

/** A tenth of the rows, and time enough to come over a bump. */
export const DEFAULT_STOPPING: EarlyStopping = { share: 0.1, patience: 256 };

/** Tables between two looks at the rows that are kept away: a multiple of any batch. */
export const CHECK_TABLES = 64;

/** Looks that a run takes: after each 64 tables and after the last one. */
export function countChecks(tables: number): number {
  return Math.ceil(tables / CHECK_TABLES);
}

/**
 * Goes through the losses of the looks so far as training does.
 *
 * @param losses how wrong the scores were, look by look (`lossOf` in `calibration.ts`)
 * @returns the look that was best, the first of equals, and whether patience ended at the last one or
 *   before; looks behind that end do not count
 */
export function bestCheck(
  losses: ArrayLike<number>,
  { patience }: EarlyStopping,
): { readonly best: number; readonly isOver: boolean } {
  let best = 0;
  for (let check = 1; check < losses.length; check++) {
    if (losses[check]! < losses[best]!) best = check;
    else if ((check - best) * CHECK_TABLES >= patience) return { best, isOver: true };
  }
  return { best, isOver: false };
}
