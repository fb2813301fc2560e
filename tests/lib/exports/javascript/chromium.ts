/**
 * Chromium without a window, and a server that gives it pages: what is tried runs in the page, and
 * the page sends what it found out.
 *
 * @module
 */

/** What the page is served, by path without the leading slash. */
export type ServePage = (path: string) => Promise<Response> | Response;

/** Milliseconds until a page that never answers is given up. */
const PATIENCE = 120_000;

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Opens a page and waits for the JSON that it sends by `POST found`.
 *
 * @param path of the page
 */
export async function openPage(path: string, serve: ServePage): Promise<unknown> {
  const found = Promise.withResolvers<unknown>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, onError: failed },
    async (request) => {
      const asked = new URL(request.url).pathname.slice(1);
      if (asked !== "found") return await serve(asked);
      found.resolve(await request.json());
      return new Response();
    },
  );
  const profile = await Deno.makeTempDir({ prefix: "rote-chromium-" });
  const browser = new Deno.Command("chromium", {
    args: [
      ...FLAGS,
      `--user-data-dir=${profile}`,
      `http://127.0.0.1:${server.addr.port}/${path}`,
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const patience = setTimeout(
    () => found.reject(new Error(`The page sent nothing within ${PATIENCE} ms`)),
    PATIENCE,
  );
  const ended = browser.status.then(({ code }) => {
    found.reject(new Error(`Chromium ended with ${code} before the page sent anything`));
  });
  try {
    return await found.promise;
  } finally {
    clearTimeout(patience);
    stop(browser);
    await ended;
    await server.shutdown();
    await removeProfile(profile);
  }
}

/** Deletes a profile. Chromium's helpers may still write into it for a moment after it has ended. */
async function removeProfile(profile: string): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      return await Deno.remove(profile, { recursive: true });
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Serves the files of a folder. */
export function filesOf(folder: string): ServePage {
  return async (path) => {
    try {
      const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
      const headers = { "Content-Type": type };
      return new Response(await Deno.readFile(`${folder}/${path}`), { headers });
    } catch {
      return new Response(`There is no ${path}`, { status: 404 });
    }
  };
}

/** Media types that browsers insist on. */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  mjs: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
};

function failed(error: unknown): Response {
  return new Response(String(error), { status: 500 });
}

function stop(browser: Deno.ChildProcess): void {
  try {
    browser.kill("SIGTERM");
  } catch {
    // It has ended.
  }
}
