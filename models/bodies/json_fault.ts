/**
 * What is wrong with a text that is no JSON (RFC 8259), and where: in words that help whoever wrote
 * it, which those of `JSON.parse` do not. It runs where that has failed, and makes nothing.
 *
 * @module
 */

import { quote } from "../../lib/mod.ts";

/** Characters that are looked through (some hundredths of a second), while others wait. */
const MAX_CHARACTERS = 1_048_576;

/** A fault: a sentence, and the index of the character where it is. */
export interface JsonFault {
  readonly sentence: string;
  readonly at: number;
}

/** What may come next: a value or the end of an array, a key or the end of an object, ... */
type Expected = "value" | "first value" | "key" | "first key" | "colon" | "comma" | "end";

/** Finds the first fault; nothing in a text that is JSON, or that is too long to be looked through. */
export function findJsonFault(text: string): JsonFault | undefined {
  const containers: ("[" | "{")[] = [];
  let expected: Expected = "value";
  const after = (): Expected => containers.length > 0 ? "comma" : "end";
  for (let at = 0; at <= MAX_CHARACTERS;) {
    at = match(SPACES, text, at) + at;
    const character = text[at];
    if (character === undefined) {
      return expected === "end" ? undefined : { sentence: TOO_EARLY, at };
    }
    const inside = containers.at(-1);
    const isClosing = character === (inside === "[" ? "]" : inside === "{" ? "}" : "");
    if (isClosing && ["comma", "first value", "first key"].includes(expected)) {
      containers.pop();
      expected = after();
      at++;
    } else if (expected === "end") {
      return { sentence: "something follows the JSON", at };
    } else if (expected === "comma" || expected === "colon") {
      const wanted: string = expected === "comma" ? "," : ":";
      if (character !== wanted) return { sentence: separatorFault(text, at, wanted, inside), at };
      expected = wanted === ":" || inside === "[" ? "value" : "key";
      at++;
    } else if (isClosing && expected !== "value" || isClosing && inside === "[") {
      return { sentence: `nothing may follow the last comma before ${character}`, at };
    } else if (character === '"') {
      const end = endOfText(text, at);
      if (typeof end !== "number") return end;
      expected = expected.endsWith("key") ? "colon" : after();
      at = end;
    } else if (expected.endsWith("key")) {
      const sentence = commentOrQuote(text, at) ?? "a key stands in double quotes";
      return { sentence, at };
    } else if (character === "[" || character === "{") {
      containers.push(character);
      expected = character === "[" ? "first value" : "first key";
      at++;
    } else {
      const length = match(VALUE, text, at);
      if (length === 0 || match(WORD, text, at) !== length) {
        return { sentence: valueFault(text, at), at };
      }
      expected = after();
      at += length;
    }
  }
  return undefined;
}

const TOO_EARLY = "it ends too early";
const SPACES = /[ \t\n\r]*/y;
/** A number or a name of JSON. */
const VALUE = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
/** What somebody may have meant as a number or a name. */
const WORD = /[+\-.\w$]*/y;

/** The length of what a pattern finds right here. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

/** Where the text that begins here ends, or what is wrong with it. */
function endOfText(text: string, start: number): number | JsonFault {
  for (let at = start + 1; at < text.length; at++) {
    if (at > MAX_CHARACTERS) return at;
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) {
      const how = JSON.stringify(text[at]).slice(1, -1);
      return { sentence: `a text has a control character, which is written ${how}`, at };
    }
    if (code !== 0x5c) continue;
    const length = match(ESCAPE, text, at);
    if (length === 0) {
      if (at + 1 === text.length) break;
      return { sentence: `a text has a backslash, which is written \\\\`, at };
    }
    at += length - 1;
  }
  return { sentence: "a text is opened here and never closed", at: start };
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Words of other languages, in lower case, and what to write for them. */
const MEANT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["nan", "inf", "infinity", "undefined", "none", "null", "nil", "na"].map((w) => [w, "null"]),
  ),
  true: "true",
  false: "false",
};

function valueFault(text: string, at: number): string {
  const word = text.slice(at, at + Math.min(40, match(WORD, text, at)));
  const name = word.replace(/^[+-]/, "").toLowerCase();
  if (Object.hasOwn(MEANT, name)) return `${word} is no JSON; write ${MEANT[name]}`;
  const found = commentOrQuote(text, at);
  if (found) return found;
  if (/^[+-]?\.?[0-9]/.test(word)) return `${word} is no number of JSON`;
  if (word !== "") return `${quote(word)} is no value; a text stands in double quotes`;
  return `${quote(characterAt(text, at))} stands where a value should`;
}

function separatorFault(text: string, at: number, wanted: string, inside = "["): string {
  const found = commentOrQuote(text, at);
  if (found?.startsWith("JSON")) return found;
  const where = wanted === ":" ? "behind a key" : inside === "[" ? "in an array" : "in an object";
  const or = wanted === ":" ? "" : ` or ${inside === "[" ? "]" : "}"}`;
  return `${quote(characterAt(text, at))} stands ${where} where ${wanted}${or} should`;
}

function commentOrQuote(text: string, at: number): string | undefined {
  const character = text[at]!;
  if (character === "'" || character === "`") return "texts stand in double quotes";
  const isComment = character === "#" || character === "/" && "/*".includes(text[at + 1] ?? " ");
  return isComment ? "JSON has no comments" : undefined;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}
