// Rote's kernels for WebAssembly with 128-bit vectors. `../kernels.ts` says what each one does; the
// TypeScript ones beside it give the same bits. Built by `deno task kernels`.

export { findAddresses } from "./addresses";
export { packRows } from "./pack";
export { applyLuts, trainLuts } from "./train";
