/**
 * Types for `base64url.ts`: the npm package has none. The URL-safe alphabet, RFC 4648 section 5.
 *
 * @module
 */

/**
 * Encodes bytes, or a string as UTF-8, to URL-safe base64 without padding.
 *
 * Do not pass a Node `Buffer`: the library detaches the memory behind it. A plain `Uint8Array` or
 * `ArrayBuffer` is copied and stays as it is.
 */
export function encodeBase64Url(data: ArrayBuffer | Uint8Array | string): string;

/**
 * Decodes URL-safe base64, padded or not.
 *
 * @throws {TypeError} on a character outside the alphabet.
 * @throws {RangeError} on a length that no input encodes to.
 */
export function decodeBase64Url(b64url: string): Uint8Array<ArrayBuffer>;
