/**
 * Text as C: comments, strings and lists of numbers, in ASCII and in lines of at most 100 columns
 * where words allow it. Class names are strangers' text.
 *
 * @module
 */

/** Columns of a line of generated code. */
const COLUMNS = 100;

/** Characters that stand in a C string as they are. `?` is not one: three make a trigraph. */
const PLAIN = /^[A-Za-z0-9 !#$%&'()*+,\-./:;<=>@[\]^_{|}~]$/;

/** Paragraphs as a comment, broken at spaces. None of them ends the comment or starts another. */
export function comment(paragraphs: readonly string[]): string[] {
  const lines = ["/*"];
  for (const paragraph of paragraphs) {
    let line = " *";
    // gcc warns of the start of a comment within a comment.
    for (const word of paragraph.replaceAll("/*", "/\\u002a").split(" ")) {
      if (line.length + 1 + word.length > COLUMNS && line !== " *") {
        lines.push(line);
        line = " *";
      }
      if (word !== "") line += ` ${word}`;
    }
    lines.push(line);
  }
  lines.push(" */");
  return lines;
}

/**
 * Text as a C string in UTF-8, in pieces for lines of their own. Escapes are octal and three digits
 * long: a hexadecimal one would go on into letters and digits behind it.
 */
export function stringPieces(text: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte);
    if (piece.length > COLUMNS - 12) {
      pieces.push(`"${piece}"`);
      piece = "";
    }
    piece += PLAIN.test(character) ? character : `\\${byte.toString(8).padStart(3, "0")}`;
  }
  pieces.push(`"${piece}"`);
  return pieces;
}

/** Numbers for the braces of an array. Each line has the same number of them, so that it is quick. */
export function* numberLines(
  numbers: Uint8Array | Uint16Array | Int8Array | Int16Array,
): Generator<string> {
  const count = numbers instanceof Uint8Array ? 24 : numbers instanceof Uint16Array ? 16 : 19;
  for (let at = 0; at < numbers.length; at += count) {
    yield `    ${numbers.subarray(at, at + count).join(",")},`;
  }
}
