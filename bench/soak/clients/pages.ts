/**
 * Reads a list to its end, page by page: the next one is where `next` says, as a cursor for `after`
 * or as an address, in the body or in a Link header (RFC 8288).
 *
 * @module
 */

/** One page. */
export interface Page {
  readonly status: number;
  readonly bytes: number;
  /** From the request to the last byte. */
  readonly milliseconds: number;
}

/** Pages that are read at most: a list that goes round in circles ends, too. */
const MOST = 500;

/** Reads all pages. */
export async function readPages(
  url: string,
  method: "GET" | "POST",
  path: string,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let next: string | undefined = url + path; next && pages.length < MOST;) {
    const start = performance.now();
    const response: Response = await fetch(next, { method });
    const text = await response.text();
    const milliseconds = performance.now() - start;
    pages.push({
      status: response.status,
      bytes: new TextEncoder().encode(text).length,
      milliseconds,
    });
    next = addressOfNext(next, text, response.headers.get("Link"));
  }
  return pages;
}

/** Where the next page is; nothing after the last one. */
export function addressOfNext(here: string, text: string, link: string | null): string | undefined {
  const linked = /<([^>]*)>\s*;[^,]*rel="?next\b/.exec(link ?? "")?.[1];
  const next = linked ?? nextOf(text);
  if (next === undefined) return undefined;
  if (/^(?:https?:|[/?])/.test(next)) return new URL(next, here).href;
  const address = new URL(here);
  address.searchParams.set("after", next);
  return address.href;
}

function nextOf(text: string): string | undefined {
  try {
    const { next } = Object(JSON.parse(text));
    return typeof next === "string" && next !== "" ? next : undefined;
  } catch {
    // Metrics are no JSON and have but one page.
    return undefined;
  }
}
