/**
 * Small made-up files of a data set and archives of them.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { packTar, type TarHeader } from "modern-tar";
import type { Archive } from "../../../cli/data_sets/unpack.ts";
import type { RemoteFile } from "../../../cli/download.ts";
import { gzip } from "../bytes.ts";

/** An entry of an archive: a name with a text, or a header of any kind. */
export type Entry = readonly [name: string, text: string] | Omit<TarHeader, "size">;

/** Where the files of these archives are. */
export const INSIDE = "set-bin/";

/** What a file with this text is expected to be. */
export function expected(name: string, content: string | Uint8Array): RemoteFile {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name, bytes: content.length, sha256 };
}

/** A tar archive, not compressed. */
export function tar(entries: readonly Entry[]): Promise<Uint8Array<ArrayBuffer>> {
  return packTar(
    entries.map((entry) =>
      "name" in entry
        ? { header: { ...entry, size: 0 } }
        : { header: { name: entry[0], size: entry[1].length, type: "file" }, body: entry[1] }
    ),
  );
}

/** A compressed archive, and what is known of it. */
export async function pack(
  name: string,
  entries: readonly Entry[],
): Promise<{ sent: Uint8Array<ArrayBuffer>; archive: Archive }> {
  const sent = await gzip(await tar(entries));
  return { sent, archive: { ...expected(name, sent), checksumOf: "file", inside: INSIDE } };
}
