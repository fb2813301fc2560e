// A model as a WebAssembly module without imports: the code, to which `../export.ts` adds the blob.
// What it does with a row is what the library does, with the library's kernels. Built by
// `deno task kernels`.

import { reserve } from "./room";
import { unpack } from "./unpack";

export { className, classes, features, rowBytes } from "./blob";
export { predict, score } from "./predict";
export { labels, margins, reserve } from "./room";

// The start function: an instance is ready as soon as it is there.
unpack();
reserve(0);
