/**
 * The charset that a `Content-Type` names (RFC 9110, section 8.3.2). JSON and CSV are read as UTF-8
 * alone, whatever they say; what says something else is refused rather than read wrongly.
 *
 * @module
 */

import { quote, RoteError } from "../../lib/mod.ts";

/** Names of UTF-8 and of its part ASCII, in lower case. */
const READ = ["utf-8", "utf8", "us-ascii", "ascii"];

/** A parameter of a media type: its name, and its value as a token or within quotes. */
const PARAMETER = /;[ \t]*([^=;"\s]+)=(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*))/g;

/**
 * Refuses texts of other charsets.
 *
 * @param contentType the header's text
 * @throws {RoteError} `media_type_not_supported`
 */
export function checkCharset(contentType: string | null | undefined): void {
  for (const [, name, quoted, token] of (contentType ?? "").matchAll(PARAMETER)) {
    if (name!.toLowerCase() !== "charset") continue;
    const charset = quoted?.replaceAll(/\\(.)/g, "$1") ?? token!;
    if (READ.includes(charset.trim().toLowerCase())) continue;
    const detail = `The body says that its charset is ${quote(charset)}; texts are read as UTF-8`;
    throw new RoteError("media_type_not_supported", detail);
  }
}
