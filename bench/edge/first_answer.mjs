/**
 * A fresh process of Deno, Node or Bun that imports a module and predicts one row, as a function at
 * the edge does after it was started. Prints the label.
 *
 * Usage: first_answer.mjs module-url row, the row a text of 0 and 1
 *
 * @module
 */

// deno-lint-ignore-file no-console no-process-global -- Node and Bun run it, too

const [, , url, row] = process.argv;
const { predict } = await import(url);
console.log(predict(row).label);
