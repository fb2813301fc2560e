/**
 * Serialized models, down and up.
 *
 * @module
 */

import { queryOf, segment, type Send, signalInit } from "./fetch.ts";
import type { StoredVersion, VersionOptions } from "./types.ts";

/** Downloads a model. The version is the SHA-256 of its bytes, which the entity tag tells. */
export async function downloadBlob(
  send: Send,
  name: string,
  { version, signal }: VersionOptions,
): Promise<{ version: string; bytes: Uint8Array<ArrayBuffer> }> {
  const answer = await send(blobPath(name) + queryOf({ version }), signalInit(signal));
  const tag = answer.headers.get("ETag") ?? "";
  return { version: tag.replaceAll('"', ""), bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** Uploads a model. */
export async function uploadBlob(
  send: Send,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal | undefined,
): Promise<StoredVersion> {
  const answer = await send(blobPath(name), {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream" },
    body: bytes,
    ...signalInit(signal),
  });
  return await answer.json();
}

function blobPath(name: string): string {
  return `/v1/models/${segment(name)}/blob`;
}
