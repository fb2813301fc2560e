/**
 * Types for `hex.ts`: the npm package has none. Base16, RFC 4648 section 8, written in lower case.
 *
 * @module
 */

/**
 * Encodes bytes, or a string as UTF-8, to lower-case hexadecimal.
 *
 * Do not pass a Node `Buffer`: the library detaches the memory behind it. A plain `Uint8Array` or
 * `ArrayBuffer` is copied and stays as it is.
 */
export function encodeHex(src: string | Uint8Array | ArrayBuffer): string;

/**
 * Decodes hexadecimal in either case.
 *
 * @throws {TypeError} on a character that is not a hexadecimal digit.
 * @throws {RangeError} on an odd length.
 */
export function decodeHex(src: string): Uint8Array<ArrayBuffer>;
