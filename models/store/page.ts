/**
 * Lists come in pages, which end after so many entries, or before their text would be too long. A
 * page has one entry at least, if there are any.
 *
 * @module
 */

/** Bytes of JSON that the entries of a page take, unless a single one takes more. */
const PAGE_BYTES = 65_536;

/** Entries that a page has where nobody says how many. */
export const PAGE_ENTRIES = 100;
/** Entries that a page may have. */
export const MAX_PAGE_ENTRIES = 1_000;

/** A part of a list. */
export interface Page<T> {
  readonly entries: readonly T[];
  /** What names the page behind this one; absent if there is none. */
  readonly next?: string;
}

/**
 * How many entries go on a page.
 *
 * @param sizes bytes of each entry
 * @param limit entries at most
 */
export function fitting(sizes: readonly number[], limit: number): number {
  let bytes = 0;
  let entries = 0;
  for (const size of sizes.slice(0, limit)) {
    bytes += size;
    if (entries > 0 && bytes > PAGE_BYTES) break;
    entries++;
  }
  return entries;
}

/**
 * A page of entries.
 *
 * @param entries those from the page's first one on, one more than `limit` if there are more
 * @param cursorOf what an entry that is the last one of a page makes of the next page's name
 */
export function pageOf<T>(
  entries: readonly T[],
  limit: number,
  sizeOf: (entry: T) => number,
  cursorOf: (entry: T) => string,
): Page<T> {
  const count = fitting(entries.map(sizeOf), limit);
  const taken = entries.slice(0, count);
  return count < entries.length
    ? { entries: taken, next: cursorOf(taken.at(-1)!) }
    : { entries: taken };
}
