/**
 * One owner of a store: a process that writes holds a lock on a file beside it, which the system
 * takes back when the process ends, however it ends. The store's own file is left alone: SQLite would
 * lose its locks when another handle of the same process is closed.
 *
 * @module
 */

import { RoteError } from "../../../lib/mod.ts";

/** What the name of the file beside a store ends with. */
const LOCK_SUFFIX = ".lock";

/** The lock of a store. */
export interface StoreLock {
  /** Gives it up. */
  release(): void;
}

/**
 * Takes the lock of a store.
 *
 * @throws {RoteError} `store_unavailable` if another process has it
 */
export function lockStore(path: string): StoreLock {
  const file = Deno.openSync(pathOf(path) + LOCK_SUFFIX, { create: true, write: true });
  if (!file.tryLockSync(true)) {
    file.close();
    throw new RoteError(
      "store_unavailable",
      `Cannot open the store ${path}: another process has it. Stop that one, or read beside it ` +
        `with ROTE_READ_ONLY=true`,
    );
  }
  return { release: () => file.close() };
}

/** The file itself, where the path is a link to it: the lock is one, whatever leads there. */
function pathOf(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}
