// Boosted tables as a WebAssembly module without imports: what `../index.ts` is for networks. Built by
// `deno task kernels`.

import { reserve } from "./room";
import { writeDecays } from "./scores";
import { unpack } from "./unpack";

export { classes, features, rowBytes } from "../blob";
export { className } from "./blob";
export { predict, score } from "./predict";
export { labels, reserve, scores } from "./room";

// The start function: an instance is ready as soon as it is there.
unpack();
writeDecays();
reserve(0);
