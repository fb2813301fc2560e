/**
 * How much of a run is done and how long the rest takes: trials by the steps they need, at the speed
 * of those that are done; baselines by the seconds that they took when they were measured.
 *
 * @module
 */

/** Steps (`costOf`) a second before anything was measured: two cores of a small server. */
const STEPS_PER_SECOND = 3e9;

/** A run under way. */
export class Forecast {
  #steps: number;
  #others: number;
  #stepsDone = 0;
  #secondsOnSteps = 0;
  #secondsInAll = 0;

  /**
   * @param steps steps of all trials
   * @param others seconds that all else is expected to take
   */
  constructor(steps: number, others: number) {
    this.#steps = steps;
    this.#others = others;
  }

  /** Trials of so many steps have been done in so many seconds of wall-clock time. */
  didSteps(steps: number, seconds: number): void {
    this.#steps -= steps;
    this.#stepsDone += steps;
    this.#secondsOnSteps += seconds;
    this.#secondsInAll += seconds;
  }

  /** Something else has been done that was expected to take `expected` seconds. */
  didOther(expected: number, seconds: number): void {
    this.#others -= expected;
    this.#secondsInAll += seconds;
  }

  /** Seconds until all is done. */
  get secondsLeft(): number {
    const speed = this.#secondsOnSteps > 1
      ? this.#stepsDone / this.#secondsOnSteps
      : STEPS_PER_SECOND;
    return Math.max(0, this.#steps / speed) + Math.max(0, this.#others);
  }

  /** Share of the run that is done, 0 to 1. */
  get fraction(): number {
    const left = this.secondsLeft;
    return left === 0 ? 1 : this.#secondsInAll / (this.#secondsInAll + left);
  }
}

/** "40 s left", "3 min left". */
export function formatLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.round(seconds / 60)} min left`;
}
