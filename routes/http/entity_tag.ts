/**
 * Entity tags (RFC 9110, sections 8.8.3 and 13.1): whether a client has the bytes already, and
 * whether the part it asks for is of the bytes it had before.
 *
 * @module
 */

/**
 * True if an `If-None-Match` header names a tag, alone or in a list, or is `*`. A weak tag counts
 * as well (section 13.1.2): the question is only whether to send the bytes again.
 */
export function isNamed(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === "*" || ifNoneMatch.match(/"[^"]*"/g)?.includes(tag) === true;
}

/**
 * True if an `If-Range` header does not forbid to send a part: there is none, or it is just this
 * tag. A weak tag or a date promises no equal bytes (section 13.1.5).
 */
export function allowsRange(ifRange: string | undefined, tag: string): boolean {
  return ifRange === undefined || ifRange.trim() === tag;
}
