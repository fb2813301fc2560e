// Rote's kernels for WebAssembly with 128-bit vectors. `../kernels.ts` says what each one does; the
// TypeScript ones beside it give the same bits. Built by `deno task kernels`.

export { findAddresses } from "./addresses";
export { boostTable } from "./boost_table";
export { boostLabels, boostRows } from "./boost_rows";
export { countVotes } from "./count_votes";
export { packRows } from "./pack";
export { sumEntries } from "./sum_entries";
export { applyLuts, trainLuts } from "./train";
