/**
 * Whether the file that a store was opened from is still the one that its path names. If it was
 * deleted or replaced, whatever is written goes nowhere.
 *
 * @module
 */

/** Milliseconds for which an answer holds. */
const HOLDS_MILLISECONDS = 1_000;

/** The file of a store that is open. */
export class StoreFile {
  readonly #path: string;
  readonly #now: () => number;
  readonly #identity: string | undefined;
  #lookedAt = -Infinity;
  #problem: string | undefined;

  /** @param now milliseconds of a clock */
  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
    this.#identity = identityOf(path);
  }

  /** What is wrong with the file, in a sentence; looked at once a second at most. */
  get problem(): string | undefined {
    const now = this.#now();
    if (Math.abs(now - this.#lookedAt) < HOLDS_MILLISECONDS) return this.#problem;
    this.#lookedAt = now;
    return this.#problem = this.look();
  }

  /** What is wrong with the file, looked at now. */
  look(): string | undefined {
    const identity = identityOf(this.#path);
    if (identity === this.#identity) return undefined;
    const became = identity === undefined ? "deleted or moved" : "replaced by another";
    return `The store's file ${this.#path} was ${became} while it was open: nothing is written any ` +
      `more. Put it back, and start the service again`;
  }
}

/** What tells a file from all others; undefined if there is none to be found. */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = Deno.statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
