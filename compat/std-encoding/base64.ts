/**
 * `@std/encoding/base64` from npm, because JSR cannot be reached; the types are in `base64.d.ts`.
 * The names are listed so that a name missing from the npm package fails at load.
 *
 * @module
 */
// @ts-types="./base64.d.ts"
export { decodeBase64, encodeBase64 } from "npm:deno-std@1.4.0/encoding/base64.js";
