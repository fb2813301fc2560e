/**
 * Counts what became of generated requests.
 *
 * @module
 */

/** Counts by operation and status. */
export class Tally {
  readonly counts: Record<string, Record<number, number>> = {};

  /** Counts an answer. */
  add(operation: string, status: number): void {
    const counts = this.counts[operation] ??= {};
    counts[status] = (counts[status] ?? 0) + 1;
  }

  /** How many answers there were, of some statuses. */
  count(isCounted: (status: number) => boolean = () => true): number {
    return Object.values(this.counts).flatMap((counts) => Object.entries(counts))
      .reduce((sum, [status, count]) => isCounted(Number(status)) ? sum + count : sum, 0);
  }
}
