/**
 * Versions for tests of the store: blobs that are bytes only, with descriptions that are true of them.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Job } from "../../../models/job.ts";
import type { ModelVersion } from "../../../models/stored_model.ts";

/** Bytes that are different for each seed, and throughout. */
export function bytesOf(seed: number, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).map((_, at) =>
    (at * 31 + (at >> 8) * 7 + (at >> 16) * 13 + seed * 101) & 255
  );
}

/** The version that bytes are. */
export function idOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A version of bytes. */
export function versionFor(blob: Uint8Array, others: Partial<ModelVersion> = {}): ModelVersion {
  return {
    version: idOf(blob),
    createdAt: "2026-01-01T00:00:00.000Z",
    source: "uploaded",
    method: "network",
    bytes: blob.length,
    features: 2,
    classes: ["no", "yes"],
    arity: 1,
    liveLuts: 1,
    layers: [{ width: 1, arity: 1 }],
    metadata: {},
    ...others,
  };
}

/** A job that waits. */
export const JOB: Job = {
  id: "1",
  status: "queued",
  model: "m",
  createdAt: "2026-01-01T00:00:00.000Z",
  progress: { layer: 0, layers: 2, fraction: 0 },
};

/** Changes the file of a store behind its back, or asks it something. */
export function meddle(path: string, sql: string): Record<string, unknown>[] {
  using database = new DatabaseSync(path);
  return database.prepare(sql).all();
}

/** The code of the error that is thrown. */
export async function codeOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return "nothing thrown";
}
