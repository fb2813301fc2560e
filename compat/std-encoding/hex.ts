/**
 * `@std/encoding/hex` from npm, because JSR cannot be reached; the types are in `hex.d.ts`.
 * The names are listed so that a name missing from the npm package fails at load.
 *
 * @module
 */
// @ts-types="./hex.d.ts"
export { decodeHex, encodeHex } from "npm:deno-std@1.4.0/encoding/hex.js";
