/**
 * Serves the page and what lies in `build/`: `deno serve` calls it for each request.
 *
 * @module
 */

/** The files that there are, and their media types. */
const FILES: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "build/rote_runtime.mjs": "text/javascript",
  "build/seven.rote": "application/octet-stream",
};

/** What `deno serve` serves. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const name = pathname === "/" ? "index.html" : pathname.slice(1);
    if (!Object.hasOwn(FILES, name)) return notFound(name);
    try {
      const body = await Deno.readFile(new URL(name, import.meta.url));
      return new Response(body, { headers: { "Content-Type": FILES[name]! } });
    } catch {
      return notFound(name);
    }
  },
};

function notFound(name: string): Response {
  return new Response(`There is no ${name}\n`, { status: 404 });
}
