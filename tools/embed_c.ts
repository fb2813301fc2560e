/**
 * Puts the C reader, `lib/exports/c/reader/rote_reader.c` and `.h`, into a TypeScript file beside
 * them, so that the engine can write it without reading a file. A test embeds it again.
 *
 * @module
 */

import { keep } from "./built_files.ts";

const FOLDER = "lib/exports/c/reader";

/** The TypeScript file with both files inside, line by line. */
export function embedReader(): string {
  const constant = (name: string, file: string) => {
    const text = Deno.readTextFileSync(new URL(`../${FOLDER}/${file}`, import.meta.url));
    return `/** \`${file}\`. */\nexport const ${name} = \`${
      text.replace(/[\\`]|\$\{/g, "\\$&")
    }\`;\n`;
  };
  return `/**
 * The C reader as text. Built by \`deno task embed\` from the files beside this one; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
${constant("READER_C", "rote_reader.c")}
${constant("READER_H", "rote_reader.h")}`;
}

if (import.meta.main) {
  keep({ "embedded.ts": new TextEncoder().encode(embedReader()) }, FOLDER, "deno task embed");
}
