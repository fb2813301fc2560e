/**
 * One line of the benchmark's table: a figure of ours, the reference it is held against, and the bar.
 *
 * @module
 */

/** What was measured, in one run, on one machine. */
export interface Measurement {
  /** What was measured: "train k = 8, one thread". */
  readonly measure: string;
  /** Unit of `ours` and `reference`: "ms", "rows/s", "us", "requests/s", "MB". */
  readonly unit: string;
  /** Our figure: the median of the rounds. */
  readonly ours: number;
  /** The figure of what we are held against, measured in turns with ours. */
  readonly reference?: number;
  /** What the reference is: "native C", "Hono, constant answer". */
  readonly against?: string;
  /** What must hold of ours / reference, or of ours where there is no reference. */
  readonly bar?: { readonly atMost: number } | { readonly atLeast: number };
  /** What a reader should know: fewer rows, a missing tool. */
  readonly note?: string;
}

/** The number that the bar is about: ours / reference, or ours where there is no reference. */
export function judged({ ours, reference }: Measurement): number {
  return reference === undefined ? ours : ours / reference;
}

/** True if the measurement is within its bar; undefined without one. */
export function isMet(measurement: Measurement): boolean | undefined {
  const { bar } = measurement;
  if (!bar) return undefined;
  const value = judged(measurement);
  return "atMost" in bar ? value <= bar.atMost : value >= bar.atLeast;
}
