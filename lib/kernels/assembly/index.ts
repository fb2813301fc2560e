// Rote's kernels for WebAssembly with 128-bit vectors. `../kernels.ts` says what each one does; the
// TypeScript ones beside it give the same bits. Built by `deno task kernels`.
//
// Functions that are called equally often lie in what is built by the names of their files: rooms
// are named so that their order, and so every byte, stays.

export { findAddresses } from "./addresses";
export { boostChoose } from "./boost/choose";
export { boostTable } from "./boost/table";
export { boostLabels, boostRows } from "./boost/rows";
export { countVotes } from "./count/votes";
export { packRows } from "./pack";
export { sumEntries } from "./sum_entries";
export { applyLuts, trainLuts } from "./train";
