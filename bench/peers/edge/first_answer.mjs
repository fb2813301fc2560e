/**
 * A fresh process that loads what a user ships and answers one row. Prints the answer.
 *
 * Usage: first_answer.mjs program-url folder-url
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

import "./host.mjs";

const [program, folder] = Deno.args;
const { load } = await import(program);
const predict = await load(folder);
const row = Float32Array.from({ length: 784 }, (_, input) => input % 2);
console.log((await predict(row, 1))[0]);
