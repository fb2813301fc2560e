/**
 * The only place where the command line writes: results to stdout, everything else to stderr. Text
 * that may come from strangers (file contents, a model's metadata) passes `printable` first, so
 * that no file can move the cursor, rewrite the line or turn the reading direction.
 *
 * @module
 */

/** Whatever steers a terminal or hides: controls (C0, DEL, C1), format and bidi characters. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** The same, but for the line feeds that lay out JSON. */
const STEERING_IN_LINES = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Replaces whatever steers a terminal by its `\u` escape, as JSON writes it. */
export function printable(text: string): string {
  return text.replace(STEERING, escapeCharacter);
}

/** JSON that is safe to look at and means the same; `indent` spaces a level, or on one line. */
export function toJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(STEERING_IN_LINES, escapeCharacter);
}

/**
 * Writes to stdout.
 *
 * @throws {Deno.errors.BrokenPipe} if the reader has gone (`| head`); `main` ends quietly then
 */
export function writeOut(text: string): void {
  writeWhole(Deno.stdout, text);
}

/** Writes to stderr. A reader that has gone is no reason to stop. */
export function writeErr(text: string): void {
  try {
    writeWhole(Deno.stderr, text);
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** Lines of names and values, the values below each other. */
export function alignPairs(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join("");
}

function writeWhole(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
}

function escapeCharacter(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => "\\u" + character.charCodeAt(at).toString(16).padStart(4, "0"),
  ).join("");
}
