/**
 * Downloading a file whose content is known: into NAME.part, taken up again where it stopped (HTTP
 * Range, RFC 9110 section 14), and given its name only when its content is the right one.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { InputError } from "./failure.ts";
import { gunzip } from "./formats/peek.ts";

/** A file to download. */
export interface RemoteFile {
  readonly name: string;
  /**
   * What `bytes` and `sha256` are of: the content, taken out of gzip if it is in gzip (the default),
   * or the file as it is.
   */
  readonly checksumOf?: "content" | "file";
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

/** Where to take a file from and where to put it. */
export interface DownloadOptions {
  /** Folders on the web, each ending in a slash; the next one is tried if one fails. */
  readonly sources: readonly string[];
  /** The folder to put it in. */
  readonly folder: string;
  /** Called as bytes arrive; the total is 0 if the server does not say. */
  readonly onProgress?: (received: number, total: number) => void;
  /** Milliseconds without a byte after which a server is given up; 30 s by default. */
  readonly patience?: number;
}

/** Requests for one file from one source; each but the first takes up where the last one broke. */
const ATTEMPTS = 5;
/** Bytes that a compressed file may have beyond its content: gzip does not grow by more. */
const SLACK_BYTES = 65_536;

/**
 * Downloads a file, unless it is there and right already.
 *
 * @returns whether something was downloaded
 * @throws {InputError} with a line for each source, if none gives the right file; what came so far
 *   is kept to go on with, unless it is wrong
 */
export async function download(file: RemoteFile, options: DownloadOptions): Promise<boolean> {
  const path = `${options.folder}/${file.name}`;
  const part = `${path}.part`;
  if (await isRight(path, file)) return false;
  const faults: string[] = [];
  for (const source of options.sources) {
    const url = new URL(file.name, source).href;
    try {
      await downloadFrom(url, part, file, options);
      await Deno.rename(part, path);
      return true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(`${url}: ${error.message}`);
    }
  }
  throw new InputError(faults.join("\n"));
}

/** Tells whether a file is there and is the right one. */
export async function isRight(path: string, file: RemoteFile): Promise<boolean> {
  const { bytes, sha256, checksumOf = "content" } = file;
  const hash = createHash("sha256");
  let length = 0;
  try {
    const { readable } = await Deno.open(path);
    for await (const chunk of checksumOf === "file" ? readable : await gunzip(readable)) {
      length += chunk.length;
      if (length > bytes) return false;
      hash.update(chunk);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof InputError) return false;
    throw error;
  }
  return hash.digest("hex") === sha256;
}

/** Fills `part` from one source until it is right. */
async function downloadFrom(
  url: string,
  part: string,
  file: RemoteFile,
  options: DownloadOptions,
): Promise<void> {
  let fault = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await sizeOf(part);
    try {
      await request(url, part, before, file.bytes + SLACK_BYTES, options);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      fault = error.message;
      if (await sizeOf(part) > before) continue;
      break;
    }
    if (await isRight(part, file)) return;
    await Deno.remove(part);
    fault = "what it gives is not the right file (its checksum differs)";
    // The start may have come from elsewhere: once more from nothing.
    if (before === 0) break;
  }
  throw new InputError(fault);
}

/** The connection broke or could not be made; what has come is in the file. */
class Broken extends Error {}

/** Sends one request and appends what comes to `part`, which has `before` bytes. */
async function request(
  url: string,
  part: string,
  before: number,
  most: number,
  { onProgress = () => {}, patience = 30_000 }: DownloadOptions,
): Promise<void> {
  const watch = new AbortController();
  let timer = setTimeout(() => watch.abort(), patience);
  const broken = (error: Error) =>
    new Broken(watch.signal.aborted ? `nothing came for ${patience / 1000} s` : reasonOf(error));
  try {
    const response = await fetch(url, {
      signal: watch.signal,
      headers: {
        // Compressed on the way, a range would be one of the compressed bytes.
        "accept-encoding": "identity",
        ...(before > 0 ? { range: `bytes=${before}-` } : {}),
      },
    }).catch((error) => {
      throw broken(error);
    });
    const start = await startOf(response, before);
    if (start === undefined) return;
    const length = Number(response.headers.get("content-length"));
    const total = length > 0 ? start + length : 0;
    using out = await Deno.open(part, { write: true, create: true });
    await out.truncate(start);
    await out.seek(start, Deno.SeekMode.Start);
    let received = start;
    const reader = response.body!.getReader();
    while (true) {
      const { value } = await reader.read().catch((error) => {
        throw broken(error);
      });
      if (!value) break;
      clearTimeout(timer);
      timer = setTimeout(() => watch.abort(), patience);
      received += value.length;
      if (received > most) {
        await reader.cancel();
        throw new InputError(`it sends more than ${most} bytes, which is not the right file`);
      }
      for (let at = 0; at < value.length;) at += await out.write(value.subarray(at));
      onProgress(received, total);
    }
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where the body of a response belongs in the file; undefined if the file is complete.
 *
 * @throws {InputError} for an answer that is of no use
 */
async function startOf(response: Response, before: number): Promise<number | undefined> {
  const { status } = response;
  if (status === 200) return 0;
  const range = response.headers.get("content-range") ?? "";
  if (status === 206 && range.startsWith(`bytes ${before}-`)) return before;
  await response.body?.cancel();
  // "Range Not Satisfiable": nothing is left to send.
  if (status === 416 && before > 0) return undefined;
  throw new InputError(`the server answers ${status} ${response.statusText}`.trimEnd());
}

/** The innermost reason; fetch() wraps it in words of its own. */
function reasonOf(error: Error): string {
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message.replace(/^error sending request .*client error \([^)]*\): /, "")
    .replace(/ \(os error \d+\)$/, "");
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
