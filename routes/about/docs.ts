/**
 * `/docs`: the OpenAPI document as a page, by Swagger UI. All of it comes from here: the files are
 * imported from the package as texts, which needs no permission to read where Deno keeps packages.
 *
 * @module
 */

import { Hono } from "hono";
import { route } from "../gate/access.ts";
import { sharedBody } from "../gate/answer.ts";

/** The version of the package, as `deno.json` pins it. It is part of file names, so those never change. */
const SWAGGER_UI = "5.35.0";

const PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rote: the HTTP API</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="docs/swagger-ui-${SWAGGER_UI}.css">
    <script defer src="docs/swagger-ui-${SWAGGER_UI}.js"></script>
    <script defer src="docs/start.js"></script>
  </head>
  <body>
    <main id="api"></main>
    <noscript>The same as <a href="openapi.json">OpenAPI 3.1</a>.</noscript>
  </body>
</html>
`;

/** Scripts, styles and requests to this service alone; Swagger UI has its icons in data URLs. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** No badge of a validator, which would be asked over the network. */
const START = `SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: null,
});
`;

const FOR_EVER = "max-age=31536000, immutable";

/** What the page is made of. The large ones are loaded when they are first asked for. */
const FILES: Readonly<Record<string, { type: string; load: () => Promise<string> }>> = {
  "start.js": { type: "text/javascript", load: () => Promise.resolve(START) },
  [`swagger-ui-${SWAGGER_UI}.js`]: {
    type: "text/javascript",
    load: async () =>
      (await import("swagger-ui-dist/swagger-ui-bundle.js", { with: { type: "text" } })).default,
  },
  [`swagger-ui-${SWAGGER_UI}.css`]: {
    type: "text/css",
    load: async () =>
      (await import("swagger-ui-dist/swagger-ui.css", { with: { type: "text" } })).default,
  },
};

/** Its names, one by one: they are open to all, and nothing else below `/docs` is. */
const NAMES = Object.keys(FILES).map((name) => name.replaceAll(".", "\\.")).join("|");

/** The routes of the page. */
export function docsRoutes() {
  const loaded = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const bytesOf = (name: string) => {
    let bytes = loaded.get(name);
    if (!bytes) {
      bytes = FILES[name]!.load().then((text) => new TextEncoder().encode(text));
      loaded.set(name, bytes);
    }
    return bytes;
  };
  return new Hono()
    .get(
      "/docs",
      route({ scope: "open" }, (c) => c.html(PAGE, 200, { "Content-Security-Policy": POLICY })),
    )
    .get(
      `/docs/:file{${NAMES}}`,
      route({ scope: "open" }, async (c) => {
        const name = c.req.param("file")!;
        const bytes = await bytesOf(name);
        return c.body(sharedBody(bytes), 200, {
          "Content-Type": `${FILES[name]!.type}; charset=utf-8`,
          "Content-Length": String(bytes.length),
          "Cache-Control": name.includes(SWAGGER_UI) ? FOR_EVER : "no-cache",
        });
      }),
    );
}
