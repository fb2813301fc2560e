/**
 * `@std/encoding/base64url` from npm, because JSR cannot be reached; the types are in
 * `base64url.d.ts`. The names are listed so that a name missing from the npm package fails at load.
 *
 * @module
 */
// @ts-types="./base64url.d.ts"
export { decodeBase64Url, encodeBase64Url } from "npm:deno-std@1.4.0/encoding/base64url.js";
