/**
 * The order of texts by their UTF-8 bytes, which is that of their code points.
 *
 * @module
 */

/** Below 0 if `a` comes before `b`, above 0 if after; one that another starts with comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    if (a[at] !== b[at]) return a[at]! - b[at]!;
  }
  return a.length - b.length;
}

/** Texts in the order of their bytes. */
export function sortByBytes(texts: Iterable<string>): string[] {
  const encoder = new TextEncoder();
  return Array.from(texts, (text) => ({ text, bytes: encoder.encode(text) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes))
    .map(({ text }) => text);
}
