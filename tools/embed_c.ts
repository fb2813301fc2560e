/**
 * Puts the C readers, `lib/exports/c/reader/rote_*.c` and `.h`, into a TypeScript file beside them, so
 * that the engine can write them without reading a file. What they share (`blob_*.h`) is put in the
 * place of its `#include`, so that each stays one source and one header. A test embeds them again.
 *
 * @module
 */

import { keep } from "./built_files.ts";

const FOLDER = "lib/exports/c/reader";

/** The TypeScript file with all files inside, line by line. */
function embedReader(): string {
  const constant = (name: string, file: string) => {
    const text = read(file).replace(
      /^#include "(blob_\w+\.h)"\n/gm,
      (_, shared: string) => read(shared),
    );
    return `/** \`${file}\`. */\nexport const ${name} = \`${
      text.replace(/[\\`]|\$\{/g, "\\$&")
    }\`;\n`;
  };
  return `/**
 * The C readers as text. Built by \`deno task embed\` from the files beside this one; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
${constant("READER_C", "rote_reader.c")}
${constant("READER_H", "rote_reader.h")}
${constant("BOOSTED_C", "rote_boosted.c")}
${constant("BOOSTED_H", "rote_boosted.h")}`;
}

function read(file: string): string {
  return Deno.readTextFileSync(new URL(`../${FOLDER}/${file}`, import.meta.url));
}

if (import.meta.main) {
  keep({ "embedded.ts": new TextEncoder().encode(embedReader()) }, FOLDER, "deno task embed");
}
