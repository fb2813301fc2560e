/**
 * Taking the files of a data set out of its archive. The archive's own paths decide nothing: only
 * files that are expected are written, each under the name it was expected by, and a file takes its
 * name only after its content was checked.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import type { RemoteFile } from "../download.ts";
import { about, InputError } from "../failure.ts";
import { gunzip } from "../formats/peek.ts";
import { onInterrupt } from "../interrupt.ts";

/** A tar archive, compressed with gzip. */
export interface Archive extends RemoteFile {
  /** The folder in it that the files are in, with a slash at its end. */
  readonly inside: string;
}

/** What to take out of an archive, and where to put it. */
export interface Unpacking {
  readonly inside: string;
  readonly files: readonly RemoteFile[];
  /** The folder to put them in. */
  readonly folder: string;
  /** Called as the archive is read, with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Unpacks files; whatever else the archive holds is passed over.
 *
 * @param path the archive
 * @throws {FileError} naming a file whose content in the archive is not the right one
 * @throws {InputError} if a file is not in the archive, or the archive is broken
 */
export async function unpack(path: string, unpacking: Unpacking): Promise<void> {
  const { inside, files, folder } = unpacking;
  const wanted = new Map(files.map((file) => [inside + file.name, file]));
  const leaving = new AbortController();
  try {
    for await (const { header, body } of await entriesOf(path, unpacking, leaving.signal)) {
      const file = header.type === "file" ? wanted.get(header.name) : undefined;
      if (file) {
        await about(`${folder}/${file.name}`, () => unpackFile(header.size, body, file, folder));
        wanted.delete(header.name);
      } else await passOver(body);
    }
  } finally {
    leaving.abort();
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw new InputError(`The archive holds no file ${missing}`);
}

/** The entries of an archive, to be read in their order. */
async function entriesOf(
  path: string,
  { onProgress = () => {} }: Unpacking,
  signal: AbortSignal,
): Promise<ReadableStream<ParsedTarEntry>> {
  let read = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onProgress(read += chunk.length);
      controller.enqueue(chunk);
    },
  });
  const packed = (await Deno.open(path)).readable.pipeThrough(counted);
  // Not strict: odd archives are fine, as each file is checked by itself.
  return (await gunzip(packed)).pipeThrough(createTarDecoder(), { signal });
}

/**
 * Reads a body to its end. Cancelling it would be the way, but modern-tar 0.8.6 then drops the body
 * of the entry that it has gone on to, which never ends.
 */
async function passOver(body: ReadableStream<Uint8Array>): Promise<void> {
  await body.pipeTo(new WritableStream());
}

/** Writes one file, whose content is `size` bytes long according to the archive. */
async function unpackFile(
  size: number,
  body: ReadableStream<Uint8Array>,
  { name, bytes, sha256 }: RemoteFile,
  folder: string,
): Promise<void> {
  if (size !== bytes) {
    throw new InputError(`The archive holds ${size} bytes under this name, not ${bytes}`);
  }
  const part = `${folder}/${name}.part`;
  using _ = onInterrupt(() => Deno.removeSync(part));
  try {
    using out = await Deno.open(part, { write: true, create: true, truncate: true });
    const hash = createHash("sha256");
    for await (const chunk of body) {
      hash.update(chunk);
      for (let at = 0; at < chunk.length;) at += await out.write(chunk.subarray(at));
    }
    if (hash.digest("hex") !== sha256) {
      throw new InputError("What the archive holds under this name has another checksum");
    }
    await Deno.rename(part, `${folder}/${name}`);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}
