/**
 * Bytes as base64 (RFC 4648, section 4): what every JavaScript runtime reads by `atob`. `btoa` takes a
 * string of characters, and making one of bytes takes ten times as long as this.
 *
 * @module
 */

/** For each six bits their character. */
const ALPHABET = new TextEncoder().encode(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
);
/** Fills the last four characters up. */
const PADDING = "=".charCodeAt(0);

/** Encodes bytes. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    // Bytes behind the last one read as zeros.
    const bits = (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    text[to] = ALPHABET[bits >>> 18]!;
    text[to + 1] = ALPHABET[(bits >>> 12) & 63]!;
    text[to + 2] = ALPHABET[(bits >>> 6) & 63]!;
    text[to + 3] = ALPHABET[bits & 63]!;
  }
  const missing = (3 - bytes.length % 3) % 3;
  text.fill(PADDING, text.length - missing);
  return new TextDecoder().decode(text);
}
