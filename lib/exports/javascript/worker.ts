/**
 * The target `worker`: a module whose default export has a `fetch` handler, as Cloudflare Workers,
 * Deno Deploy, Bun, Vercel and Netlify call it. The blob is inside, or beside it as `.bin`, which
 * Cloudflare's tools hand over as an ArrayBuffer.
 *
 * @module
 */

import type { Exporter } from "../exported.ts";
import { asciiJson } from "../header.ts";
import { fileNameOf } from "../names.ts";
import { SourceText } from "../source_text.ts";
import { WORKER_DECLARATIONS } from "./declarations.ts";
import { comment, files, openLine, typesLine } from "./es_module.ts";
import { runtimesOf } from "./runtimes.ts";

/** Makes the worker of a model of any kind, its types and, if it lies beside, the blob. */
export const exportWorker: Exporter = (source, { blob = "inline" }, maxBytes) => {
  const { name, version, model } = source;
  const base = fileNameOf(name);
  const { inlineWorker, loadingWorker } = runtimesOf(model);
  const text = new SourceText(blob === "inline" ? maxBytes : maxBytes - source.blob.length);
  text.add(
    ...comment(source, "worker that answers POST /predict and GET /health"),
    typesLine(`${base}.worker`),
  );
  const served = `{ model: opened, name: ${asciiJson(name)}, version: "${version}" }`;
  if (blob === "inline") {
    text.expect(source.blob.length * 4 / 3);
    text.add(
      inlineWorker,
      openLine(source),
      `export const handle = createHandler(() => (${served}));`,
    );
  } else {
    text.add(
      `import blob from "./${base}.bin";`,
      loadingWorker,
      `export const handle = serve(blob, ${asciiJson(name)});`,
    );
  }
  text.add("export default { fetch: handle };");
  const types = new SourceText(Infinity);
  types.add(...WORKER_DECLARATIONS);
  const module = files(`${base}.worker`, text, types);
  return blob === "inline" ? module : [...module, {
    name: `${base}.bin`,
    type: "application/octet-stream",
    content: source.blob,
  }];
};
