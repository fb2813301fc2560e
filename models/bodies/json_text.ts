/**
 * JSON from bytes (RFC 8259): UTF-8 and nothing else, with or without a byte order mark.
 *
 * @module
 */

import { type Offender, refuse, type RoteError } from "../../lib/mod.ts";
import { findJsonFault } from "./json_fault.ts";

/**
 * Reads JSON.
 *
 * @example
 * ```ts
 * import { readJsonText } from "./json_text.ts";
 *
 * console.assert(readJsonText(new TextEncoder().encode("\ufeff[1]")) instanceof Array);
 * ```
 *
 * @throws {RoteError} `body_not_json`, with what is wrong in which line and column
 */
export function readJsonText(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw notJson("it is empty");
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    const isWide = bytes[0] === 0xfe && bytes[1] === 0xff || bytes[0] === 0xff && bytes[1] === 0xfe;
    throw notJson(isWide ? "it is UTF-16; write it in UTF-8" : "it is not UTF-8 text");
  }
  return parseJsonText(text);
}

/**
 * Reads JSON from a text, from which a byte order mark has been taken.
 *
 * @throws {RoteError} as {@linkcode readJsonText}
 */
function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === "") throw notJson("it is empty");
    const fault = findJsonFault(text);
    if (!fault) throw notJson((error as Error).message);
    const [line, column] = placeOf(text, fault.at);
    throw notJson(`${fault.sentence} (line ${line}, column ${column})`, { line });
  }
}

/** Takes a mark at the start away. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A refusal of a text that is no JSON. */
export function notJson(reason: string, place: Partial<Offender> = {}): RoteError {
  return refuse("body_not_json", `The body is not JSON: ${reason}`, place);
}

/** Line and column of a character, counted from 1. */
function placeOf(text: string, at: number): [line: number, column: number] {
  let line = 1;
  let start = 0;
  for (let next; (next = text.indexOf("\n", start)) >= 0 && next < at; start = next + 1) line++;
  return [line, at - start + 1];
}
