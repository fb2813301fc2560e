// A host in Node: reads cases from a folder, predicts their rows with the modules there, and prints
// for each case how many answers differ from those expected.

import { readFileSync } from "node:fs";
import process from "node:process";

const [folder] = process.argv.slice(2);
const wrong = {};
for (const { name, rows } of JSON.parse(readFileSync(`${folder}/cases.json`, "utf8"))) {
  const read = (kind) => new Uint8Array(readFileSync(`${folder}/${name}.${kind}`));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(read("wasm")));
  const at = exports.reserve(rows);
  new Uint8Array(exports.memory.buffer).set(read("rows"), at);
  exports.predict(rows);
  const labels = new Uint8Array(exports.memory.buffer, exports.labels(), rows);
  const margins = new Uint16Array(exports.memory.buffer, exports.margins(), rows);
  const expected = new Uint16Array(read("answers").buffer);
  wrong[name] = 0;
  for (let row = 0; row < rows; row++) {
    if (labels[row] !== expected[2 * row] || margins[row] !== expected[2 * row + 1]) wrong[name]++;
  }
}
process.stdout.write(JSON.stringify(wrong));
