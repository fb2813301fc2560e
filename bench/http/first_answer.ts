/**
 * A process that has done nothing yet decodes a blob and answers a row, as a function at the edge
 * does after it was started. Prints the milliseconds of both together.
 *
 * Usage: first_answer.ts blob-file row-file
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

import { decodeNetwork, predictRow } from "../../lib/mod.ts";

const [blobFile, rowFile] = Deno.args;
const blob = await Deno.readFile(blobFile!);
const row = await Deno.readFile(rowFile!);
const start = performance.now();
predictRow(decodeNetwork(blob), row);
console.log(performance.now() - start);
