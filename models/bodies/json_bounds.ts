/**
 * Bounds on JSON while its bytes come in, before anything is made of them: how deep it is and how many
 * values it has. A short text may stand for very many: `{},` takes three bytes and becomes an object.
 * It says nothing of whether the text is JSON; of text that is, it counts what `JSON.parse` makes.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";

/** Arrays and objects within each other. What is read here takes five; V8 reads any depth, at a price. */
const MAX_JSON_DEPTH = 64;

/** What JSON may have at most. */
export interface JsonLimits {
  /** Objects, arrays, texts, numbers, true, false and null; a key counts as the text that it is. */
  readonly maxValues: number;
  readonly maxDepth?: number;
}

/** What a byte is, outside of texts. */
const SPACE = 0, SCALAR = 1, QUOTE = 2, OPEN = 3, CLOSE = 4;
const KINDS = new Uint8Array(256);
// Bytes beyond ASCII are no JSON outside of texts, but for the mark at the start.
KINDS.fill(SCALAR, 0x21, 0x80);
for (const byte of [0x2c, 0x3a]) KINDS[byte] = SPACE; // , and : part values as spaces do
KINDS[0x22] = QUOTE;
for (const byte of [0x5b, 0x7b]) KINDS[byte] = OPEN;
for (const byte of [0x5d, 0x7d]) KINDS[byte] = CLOSE;

/** Where a piece ended: after a byte of one of the first two kinds, or in a text. */
const BETWEEN = SPACE, IN_TEXT = 2, IN_ESCAPE = 3;
/** The fields of a count. */
const VALUES = 0, DEPTH = 1, STATE = 2;

/**
 * Counts over bytes that come piece by piece.
 *
 * @example
 * ```ts
 * import { JsonBounds } from "./json_bounds.ts";
 *
 * const bounds = new JsonBounds({ maxValues: 100 });
 * bounds.add(new TextEncoder().encode('{"rows": ["01'));
 * bounds.add(new TextEncoder().encode('10"]}'));
 * console.assert(bounds.values === 4); // the object, its key, the array, the text
 * ```
 */
export class JsonBounds {
  readonly #maxValues: number;
  readonly #maxDepth: number;
  readonly #count = new Int32Array(3);

  /** Nothing counted so far. */
  constructor({ maxValues, maxDepth = MAX_JSON_DEPTH }: JsonLimits) {
    this.#maxValues = maxValues;
    this.#maxDepth = maxDepth;
  }

  /** The values so far. */
  get values(): number {
    return this.#count[VALUES]!;
  }

  /**
   * Counts the next bytes.
   *
   * @throws {RoteError} `json_too_deep`, `json_too_many_values`, as soon as that is known
   */
  add(piece: Uint8Array): void {
    if (isWithin(piece, this.#count, this.#maxValues, this.#maxDepth)) return;
    if (this.#count[DEPTH]! > this.#maxDepth) {
      const detail = `The JSON has arrays and objects more than ${this.#maxDepth} deep`;
      throw new RoteError("json_too_deep", detail);
    }
    const detail = `The JSON has more than ${this.#maxValues} values, which is the limit`;
    throw new RoteError("json_too_many_values", detail);
  }
}

/** Counts on until the end of the piece, or until a bound is passed: then false. */
function isWithin(bytes: Uint8Array, count: Int32Array, maxValues: number, maxDepth: number) {
  const { length } = bytes;
  let values = count[VALUES]!;
  let depth = count[DEPTH]!;
  let state = count[STATE]!;
  let at = 0;
  while (at < length && values <= maxValues && depth <= maxDepth) {
    if (state >= IN_TEXT) {
      if (state === IN_ESCAPE) at++;
      state = IN_TEXT;
      while (at < length) {
        const byte = bytes[at++]!;
        if (byte === 0x22) {
          state = BETWEEN;
          break;
        }
        if (byte === 0x5c && ++at > length) state = IN_ESCAPE;
      }
      continue;
    }
    const kind = KINDS[bytes[at++]!]!;
    if (kind <= SCALAR) {
      values += kind & ~state;
      state = kind;
      continue;
    }
    if (kind === CLOSE) depth--;
    else {
      values++;
      if (kind === OPEN) depth++;
    }
    state = kind === QUOTE ? IN_TEXT : BETWEEN;
  }
  count[VALUES] = values;
  count[DEPTH] = depth;
  count[STATE] = state;
  return values <= maxValues && depth <= maxDepth;
}
