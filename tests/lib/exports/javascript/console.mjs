/**
 * Runs the driver in Deno, Node or Bun, in the folder that it stands in, and prints what it found out.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its output is what it is for

import { readFile } from "node:fs/promises";
import { askAll, loadBroken } from "./driver.mjs";

const read = async (name) => new Uint8Array(await readFile(new URL(name, import.meta.url)));
const { cases, broken } = JSON.parse(new TextDecoder().decode(await read("cases.json")));
console.log(JSON.stringify({
  answers: await askAll(cases, read),
  refusals: await loadBroken(broken, read),
}));
