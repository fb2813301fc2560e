/**
 * Writing a file whole or not at all: into a temporary file beside it, which takes its name when
 * every byte is on the disk. Whoever looks sees the old file or the new one, never a half.
 *
 * @module
 */

import { dirname } from "node:path";
import { about, InputError } from "./failure.ts";
import { onInterrupt } from "./interrupt.ts";

/** Writes `bytes` to `path`. If it fails or is interrupted, nothing is left behind. */
export async function writeWholeFile(path: string, bytes: Uint8Array): Promise<void> {
  await makeWholeFile(path, async (temporary) => {
    using file = await Deno.open(temporary, { write: true, createNew: true });
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
  });
}

/**
 * Has a file made under another name; it takes its own when `make` is done and every byte is on the
 * disk. If that fails or is interrupted, nothing is left behind.
 */
export async function makeWholeFile<T>(
  path: string,
  make: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  using _ = onInterrupt(() => Deno.removeSync(temporary));
  try {
    const made = await make(temporary);
    using file = await Deno.open(temporary, { read: true, write: true });
    await file.sync();
    await Deno.rename(temporary, path);
    return made;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

/** Refuses early what could not be written after minutes of work. */
export async function checkOut(out: string, force: boolean): Promise<void> {
  const found = await Deno.stat(out).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (found?.isDirectory) throw new InputError("It is a folder");
  if (found && !force) throw new InputError("It is there already; --force replaces it");
  const folder = dirname(out);
  if (!found) await about(folder, () => Deno.stat(folder));
}
