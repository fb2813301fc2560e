/**
 * Timing in turns: every round runs each contender once, so that a noisy neighbour, a hot processor
 * or a falling clock hits all of them alike. The median over the rounds is what counts.
 *
 * @module
 */

/** What is timed. */
export type Contender = () => unknown | Promise<unknown>;

/**
 * Runs each contender once a round.
 *
 * @param warmUp rounds that are not counted: the engine compiles its fast code during them
 * @returns for each contender its milliseconds, one figure a round
 */
export async function takeTurns<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds, warmUp = 1 }: { readonly rounds: number; readonly warmUp?: number },
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await contenders[name]();
      const milliseconds = performance.now() - start;
      if (round >= 0) times[name].push(milliseconds);
    }
  }
  return times;
}

/** The middle of some numbers; of two middles their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Our median and the reference's. The reference is scaled so that ours / reference is the median of
 * the rounds' own ratios, which noise disturbs less than the ratio of two medians.
 */
export function ratioOf(
  ours: readonly number[],
  reference: readonly number[],
): { ours: number; reference: number } {
  const ratio = median(ours.map((value, round) => value / reference[round]!));
  return { ours: median(ours), reference: median(ours) / ratio };
}
