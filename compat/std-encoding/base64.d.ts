/**
 * Types for `base64.ts`: the npm package has none. Base64 with padding, RFC 4648 section 4.
 *
 * @module
 */

/**
 * Encodes bytes, or a string as UTF-8, to base64 with padding.
 *
 * Do not pass a Node `Buffer`: the library detaches the memory behind it. A plain `Uint8Array` or
 * `ArrayBuffer` is copied and stays as it is.
 */
export function encodeBase64(data: ArrayBuffer | Uint8Array | string): string;

/**
 * Decodes base64, padded or not.
 *
 * @throws {TypeError} on a character outside the alphabet.
 * @throws {RangeError} on a length that no input encodes to.
 */
export function decodeBase64(b64: string): Uint8Array<ArrayBuffer>;
