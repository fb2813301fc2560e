/**
 * The `Range` request header (RFC 9110, section 14): which part of a body a client asks for. One
 * part at a time is all that is served; several at once get the whole body, as the RFC allows.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";

/** A part of a body, both ends included, as `Content-Range` counts. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** One part: `0-99`, `100-` to the end, or `-100`, the last hundred. */
const PART = /^(\d+)-(\d*)$|^-(\d+)$/;

/**
 * Reads the header against a body of `size` bytes.
 *
 * @returns undefined if the whole body is the answer: no header, another unit, several parts, or
 *   what is no range at all, which is to be ignored
 * @throws {RoteError} `range_not_satisfiable` if the part begins behind the last byte
 */
export function readByteRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, list] = /^\s*bytes=(.*)$/i.exec(header ?? "") ?? [];
  // A list may have empty elements (RFC 9110, section 5.6.1).
  const parts = (list ?? "").split(",").map((part) => part.trim()).filter((part) => part !== "");
  const [, from, to, suffix] = (parts.length === 1 && PART.exec(parts[0]!)) || [];
  if (from === undefined && suffix === undefined) return undefined;
  if (to && Number(to) < Number(from)) return undefined;
  const first = suffix === undefined ? Number(from) : Math.max(0, size - Number(suffix));
  if (first < size) return { first, last: Math.min(to ? Number(to) : Infinity, size - 1) };
  throw new RoteError(
    "range_not_satisfiable",
    `The range ${parts[0]!.slice(0, 40)} has no byte of the ${size} that there are`,
  );
}
