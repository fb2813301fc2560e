/**
 * Paths beside the benchmark's own files.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

/** The path of a file named from the folder `bench/`. */
export function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
