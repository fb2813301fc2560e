/**
 * The current version of each model, remembered so that a prediction need not ask the store. What
 * this process writes is seen at once, as every write forgets what it changed. What another process
 * writes to the same file is seen within {@linkcode FOREIGN_MILLISECONDS}.
 *
 * @module
 */

/** Milliseconds for which a write of another process may go unseen; asking takes a few us. */
const FOREIGN_MILLISECONDS = 100;
/** Models that are remembered; then all are forgotten, as asking for one again is cheap. */
const MOST_MODELS = 10_000;

/** Where the versions are kept. */
export interface VersionSource {
  /** The current version of a model. */
  read(model: string): string | undefined;
  /** A number that changes with every write of another process. */
  foreignWrites(): number;
}

/** The remembered versions. */
export class CurrentVersions {
  readonly #source: VersionSource;
  readonly #now: () => number;
  readonly #versions = new Map<string, string>();
  #foreignWrites = -1;
  #askedAt = -Infinity;

  /** @param now milliseconds of a clock */
  constructor(source: VersionSource, now: () => number = Date.now) {
    this.#source = source;
    this.#now = now;
  }

  /** The current version of a model. One that does not exist is not remembered. */
  find(model: string): string | undefined {
    this.#forgetIfForeign();
    const known = this.#versions.get(model);
    if (known !== undefined) return known;
    const version = this.#source.read(model);
    if (version === undefined) return undefined;
    if (this.#versions.size >= MOST_MODELS) this.#versions.clear();
    this.#versions.set(model, version);
    return version;
  }

  /** Forgets a model that is being written, whatever comes of it. */
  forget(model: string): void {
    this.#versions.delete(model);
  }

  /** Forgets all if another process has written. A clock that is set back asks once more. */
  #forgetIfForeign(): void {
    const now = this.#now();
    if (Math.abs(now - this.#askedAt) < FOREIGN_MILLISECONDS) return;
    const writes = this.#source.foreignWrites();
    if (writes !== this.#foreignWrites) this.#versions.clear();
    this.#foreignWrites = writes;
    this.#askedAt = now;
  }
}
