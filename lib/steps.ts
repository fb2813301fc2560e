/**
 * Long work as a generator that yields wherever others may run: whoever has others waits in between,
 * and whoever has none does it at once.
 *
 * @module
 */

/** Does such work to its end without a break. */
export function atOnce<T>(work: Iterator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
