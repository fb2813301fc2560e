/**
 * Reading long JSON in slices, so that others get their turn: `JSON.parse` of a long text keeps
 * everybody waiting for seconds. Arrays and objects that are longer than a slice are put together here
 * from runs of their members, each of which `JSON.parse` reads; it has the word on what is JSON. The
 * result is what it would give for the whole.
 *
 * @module
 */

import { MAX_COLUMNS, RoteError } from "../../lib/mod.ts";
import { findJsonFault } from "./json_fault.ts";
import { notJson, readJsonText } from "./json_text.ts";

/** Bytes of a slice (a few milliseconds); a single text or number may be longer. */
const SLICE_BYTES = 131_072;

/** Keys of one object: twice as many as a row may have columns. */
const MAX_KEYS = 2 * MAX_COLUMNS;

const NEWLINE = 10, QUOTE = 0x22, COMMA = 0x2c, BACKSLASH = 0x5c;
const ARRAY = 0x5b, ARRAY_END = 0x5d, OBJECT = 0x7b, OBJECT_END = 0x7d;

type Container = unknown[] | Record<string, unknown>;

/**
 * Reads JSON in steps, between which others may run.
 *
 * @example
 * ```ts
 * import { readJsonInSlices } from "./json_slices.ts";
 *
 * const steps = readJsonInSlices(new TextEncoder().encode('{"rows": ["01", "10"]}'), 8);
 * let step = steps.next();
 * while (!step.done) step = steps.next();
 * console.assert((step.value as { rows: string[] }).rows.length === 2);
 * ```
 *
 * @param sliceBytes of a step
 * @returns the value
 * @throws {RoteError} `body_not_json`; `json_too_many_values` for an object of very many keys
 */
export function* readJsonInSlices(
  bytes: Uint8Array,
  sliceBytes: number = SLICE_BYTES,
): Generator<void, unknown> {
  if (bytes.length <= sliceBytes) return readJsonText(bytes);
  /** What is put together here, the innermost last, and how many keys each has got. */
  const open: Container[] = [];
  const keys: number[] = [];
  let root: Container | undefined;
  /** Where that starts which was not read yet. */
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  /** What comes next: the first member or the end, a member, or a comma or the end. */
  let next: "first" | "member" | "separator" = "member";

  do {
    const container = open.at(-1);
    if (container && next === "separator") {
      const at = passSpaces(bytes, from);
      const isEnd = bytes[at] === endOf(container);
      if (!isEnd && bytes[at] !== COMMA) {
        const before = Array.isArray(container) ? "[0 " : '{"":0 ';
        throw faultIn(bytes, at, decode(bytes, at, Math.min(at + 4, bytes.length), false), before);
      }
      if (isEnd) close();
      else next = "member";
      from = at + 1;
      continue;
    }
    const { at, isOpening } = findCut(bytes, from, sliceBytes);
    const text = decode(bytes, from, at);
    const isBlank = BLANK.test(text);
    if (isOpening) {
      const made: Container = bytes[at] === ARRAY ? [] : {};
      if (container && !Array.isArray(container)) {
        const member = parse(bytes, from, text, "{", "null}") as Record<string, unknown>;
        put(container, Object.keys(member)[0]!, made);
        countKeys(1);
      } else {
        if (!isBlank) throw faultIn(bytes, from, text, "[", "[]]");
        if (container) container.push(made);
        else root = made;
      }
      open.push(made);
      keys.push(0);
      next = "first";
    } else if (container === undefined) {
      // Nothing that is longer than a slice, but for spaces, or a text.
      return parse(bytes, from, decode(bytes, from, bytes.length), "", "");
    } else {
      const isArray = Array.isArray(container);
      const isEnd = bytes[at] === endOf(container);
      if (bytes[at] !== COMMA && !isEnd) {
        const behind = String.fromCharCode(...bytes.subarray(at, at + 1));
        throw faultIn(bytes, from, text, beforeOf(isArray, next), behind);
      }
      if (!isBlank) {
        countKeys(
          add(container, parse(bytes, from, text, isArray ? "[" : "{", isArray ? "]" : "}")),
        );
      } else if (!isEnd || next === "member") {
        throw faultIn(bytes, from, text, beforeOf(isArray, next), String.fromCharCode(bytes[at]!));
      }
      if (isEnd) close();
      next = isEnd ? "separator" : "member";
    }
    from = at + 1;
    yield;
  } while (open.length > 0);
  const rest = decode(bytes, from, bytes.length);
  if (!BLANK.test(rest)) throw faultIn(bytes, from, rest, "0 ", "");
  return root;

  function close(): void {
    open.pop();
    keys.pop();
  }

  /** V8 takes up to a second to make room for more keys once an object has millions of them. */
  function countKeys(more: number): void {
    const count = keys[keys.length - 1]! += more;
    if (count <= MAX_KEYS) return;
    const detail = `An object of the JSON has more than ${MAX_KEYS} keys, which is the limit`;
    throw new RoteError("json_too_many_values", detail);
  }
}

/** What stands before what comes next, for whoever looks for a fault in it. */
function beforeOf(isArray: boolean, next: "first" | "member" | "separator"): string {
  if (next === "first") return isArray ? "[" : "{";
  return isArray ? "[0," : '{"":0,';
}

function endOf(container: Container): number {
  return Array.isArray(container) ? ARRAY_END : OBJECT_END;
}

function passSpaces(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === NEWLINE || bytes[at] === 13) at++;
  return at;
}

const BLANK = /^[ \t\n\r]*$/;

/**
 * Where to cut: at the end of the container in which `from` is, or at the last comma between its
 * members within a slice, or where a member opens that is longer than a slice.
 */
function findCut(bytes: Uint8Array, from: number, sliceBytes: number) {
  let depth = 0;
  let comma = -1;
  let opening = -1;
  for (let at = from; at < bytes.length; at++) {
    if (at - from >= sliceBytes) {
      if (comma >= 0) return { at: comma, isOpening: false };
      if (depth > 0) return { at: opening, isOpening: true };
    }
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === COMMA) {
      if (depth === 0) comma = at;
    } else if (byte === ARRAY || byte === OBJECT) {
      if (depth++ === 0) opening = at;
    } else if ((byte === ARRAY_END || byte === OBJECT_END) && depth-- === 0) {
      return { at, isOpening: false };
    }
  }
  return { at: bytes.length, isOpening: false };
}

/** Adds members, and returns how many keys they have. */
function add(container: Container, members: unknown): number {
  if (Array.isArray(container)) {
    for (const member of members as unknown[]) container.push(member);
    return 0;
  }
  const keys = Object.keys(members as object);
  for (const key of keys) put(container, key, (members as Record<string, unknown>)[key]);
  return keys.length;
}

/** As JSON.parse does, for which "__proto__" is a key like others. */
function put(container: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") container[key] = value;
  else {
    const rights = { writable: true, enumerable: true, configurable: true };
    Object.defineProperty(container, key, { value, ...rights });
  }
}

/** For a few bytes of what is wrong. */
const forgiving = new TextDecoder("utf-8", { ignoreBOM: true });
/** A mark that is not at the start is none. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array, from: number, to: number, isWhole = true): string {
  try {
    return (isWhole ? utf8 : forgiving).decode(bytes.subarray(from, to));
  } catch {
    throw notJson("it is not UTF-8 text");
  }
}

/** Reads a part of the text with something before and behind it. */
function parse(bytes: Uint8Array, from: number, text: string, before: string, behind: string) {
  try {
    return JSON.parse(before + text + behind) as unknown;
  } catch {
    throw faultIn(bytes, from, text, before, behind);
  }
}

function faultIn(bytes: Uint8Array, from: number, text: string, before: string, behind = "") {
  const fault = findJsonFault(before + text + behind);
  const at = Math.max(0, (fault?.at ?? before.length) - before.length);
  const inside = text.slice(0, at);
  const newline = inside.lastIndexOf("\n");
  const [line, column] = placeOf(bytes, from);
  const lines = line + inside.split("\n").length - 1;
  const where = `(line ${lines}, column ${newline < 0 ? column + at : at - newline})`;
  return notJson(`${fault?.sentence ?? "there is a fault behind this"} ${where}`, { line: lines });
}

/** Line and column of a byte, counted from 1, in the units of JavaScript's texts. */
function placeOf(bytes: Uint8Array, at: number): [line: number, column: number] {
  let line = 1;
  let column = 1;
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (let index = hasMark ? 3 : 0; index < at; index++) {
    const byte = bytes[index]!;
    if (byte === NEWLINE) {
      line++;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80) column += byte >= 0xf0 ? 2 : 1;
  }
  return [line, column];
}
