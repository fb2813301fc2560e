/**
 * One file of a data set: there under its name or, gzipped, with ".gz" behind it. Its content is read
 * whole, on threads of the runtime, and held against the original's checksum.
 *
 * @module
 */

import { promisify } from "node:util";
import { gunzip, type ZlibOptions } from "node:zlib";
import type { RemoteFile } from "../download.ts";
import { about, InputError } from "../failure.ts";
import { BROKEN_GZIP, isPadding } from "../formats/peek.ts";

/** A file of a data set that was read. */
export interface SetFile {
  /** Where it is. */
  readonly path: string;
  /** Its content, taken out of gzip. */
  readonly content: Uint8Array;
  /** Whether the content has the SHA-256 of the original. */
  readonly isOriginal: boolean;
}

/** Bytes that a gzipped file may have beyond its content: gzip does not grow by more. */
const SLACK_BYTES = 65_536;

/**
 * Reads files of a set, all at once.
 *
 * @param originals the original files; content of other bytes is fine, of more bytes is not
 * @throws {FileError} naming the first file that is missing, too long or broken
 */
export async function readSetFiles(
  folder: string,
  originals: readonly RemoteFile[],
): Promise<SetFile[]> {
  // All of them are waited for: nothing goes on behind an error, and the error is always the same.
  const read = await Promise.allSettled(originals.map((file) => readSetFile(folder, file)));
  return read.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** The path of a file of a set: as it is or gzipped; nothing if there is neither. */
export async function findSetFile(folder: string, name: string): Promise<string | undefined> {
  const plain = `${folder}/${plainName(name)}`;
  for (const path of [plain, `${plain}.gz`]) {
    try {
      if ((await Deno.stat(path)).isFile) return path;
    } catch (error) {
      const isAbsent = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory;
      if (!isAbsent) throw error;
    }
  }
  return undefined;
}

/** The name of a file when it is not gzipped. */
export function plainName(name: string): string {
  return name.replace(/\.gz$/, "");
}

/** Says whether files are the original ones, in the words of a set's provenance. */
export function originOf(files: readonly SetFile[]): string {
  const others = files.filter(({ isOriginal }) => !isOriginal);
  if (others.length === 0) return "the original files (SHA-256 of each checked)";
  if (others.length === files.length) return "files that differ from the original ones";
  const names = others.map(({ path }) => plainName(path.split("/").at(-1)!)).join(", ");
  return `${files.length} files, of which these differ from the original ones: ${names}`;
}

async function readSetFile(folder: string, original: RemoteFile): Promise<SetFile> {
  const { name, bytes: most, sha256 } = original;
  const path = await about(folder, () => findSetFile(folder, name));
  return await about(path ?? `${folder}/${plainName(name)}`, async () => {
    if (path === undefined) throw new InputError("There is no such file, nor with .gz behind it");
    if ((await Deno.stat(path)).size > most + SLACK_BYTES) throw tooLong(most);
    const content = await unpacked(await Deno.readFile(path), most);
    if (content.length > most) throw tooLong(most);
    return { path, content, isOriginal: await hashOf(content) === sha256 };
  });
}

/** Takes gzip apart, all members of it. The engine tells how far it read. */
const unzip = promisify(gunzip) as unknown as (
  bytes: Uint8Array,
  options: ZlibOptions & { info: true },
) => Promise<{ buffer: Uint8Array<ArrayBuffer>; engine: { bytesWritten: number } }>;

/** The bytes, taken out of gzip if they start as gzip does (RFC 1952: 1f 8b). */
async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const { buffer, engine } = await unzip(bytes, { maxOutputLength: most, info: true });
    if (!isPadding(bytes.subarray(engine.bytesWritten))) throw new InputError(BROKEN_GZIP);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  } catch (error) {
    throw error instanceof RangeError ? tooLong(most) : new InputError(BROKEN_GZIP);
  }
}

async function hashOf(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
}

function tooLong(most: number): InputError {
  return new InputError(`It has more than the ${most} bytes of the original`);
}
