/**
 * Reads rows of bits, as arguments or one a line from standard input, and prints the class of each and
 * its score.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- it is a program of the command line

import { text } from "node:stream/consumers";
import process from "node:process";
// @ts-ignore: rote export writes it
import { classes, predictBatch } from "./build/seven.mjs";

const args = process.argv.slice(2);
const lines = args.length > 0 ? args : (await text(process.stdin)).split("\n");
const rows = lines.map((line) => line.replace(/[\s,]/g, "")).filter((line) => line !== "");

try {
  const { labels, scores } = predictBatch(rows);
  labels.forEach((label, row) => {
    console.log(classes[label], scores[row * classes.length + label].toFixed(5));
  });
} catch (error) {
  // Which row it is, counted from 0, and what is wrong with it.
  console.error(error.message);
  process.exitCode = 1;
}
