/**
 * What a browser's worker has and Deno's main thread has not, and the other way about: bundles for
 * browsers look for it to know where they are.
 *
 * @module
 */

// deno-lint-ignore-file no-process-global -- it must go

delete globalThis.process;
globalThis.WorkerGlobalScope ??= class {};
globalThis.importScripts ??= () => {};
