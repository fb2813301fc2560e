/**
 * Prints the class and the score of each row of bits on the command line.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- it is a program of the command line

// @ts-ignore: rote export writes it
import { classes, predict } from "./build/seven.mjs";

for (const row of Bun.argv.slice(2)) {
  const { label, scores } = predict(row);
  console.log(classes[label], scores[label].toFixed(5));
}
