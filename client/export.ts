/**
 * Models as code: all files of an export.
 *
 * @module
 */

import { queryOf, segment, type Send, signalInit } from "./fetch.ts";
import type { ExportedFile, ExportOptions, ExportTargetName } from "./types.ts";

/** Exports a model: the main file, then those that its `Link` header leads to. */
export async function exportModel(
  send: Send,
  name: string,
  target: ExportTargetName,
  { version, signal, blob, pipeline, relaxedSimd }: ExportOptions,
): Promise<{ files: ExportedFile[] }> {
  const path = `/v1/models/${segment(name)}/export/${segment(target)}`;
  const query = queryOf({
    ...{ version, blob },
    pipeline: pipeline?.toString(),
    relaxedSimd: relaxedSimd?.toString(),
  });
  const main = await send(path + query, signalInit(signal));
  const files = [await fileOf(main)];
  for (const link of relatedOf(main.headers.get("Link") ?? "")) {
    // The service may be below a path of its own; the link is told from the route alone.
    const { pathname, search } = new URL(link, `http://rote${path}`);
    files.push(await fileOf(await send(pathname + search, signalInit(signal))));
  }
  return { files };
}

async function fileOf(answer: Response): Promise<ExportedFile> {
  const { headers } = answer;
  return {
    name: /filename="([^"]*)"/.exec(headers.get("Content-Disposition") ?? "")?.[1] ?? "",
    type: (headers.get("Content-Type") ?? "").split(";")[0]!,
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}

/** The targets of links to related resources (RFC 8288). */
function relatedOf(header: string): string[] {
  return Array.from(header.matchAll(/<([^>]*)>;\s*rel="related"/g), ([, target]) => target!);
}
