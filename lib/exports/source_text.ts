/**
 * The text of a generated file, line by line, within a bound: tables of sixteen wires are long when
 * they are spelled out, and whoever asks for them may be a stranger.
 *
 * @module
 */

import { refuse } from "../errors.ts";

/** A text that grows by lines. */
export class SourceText {
  readonly #parts: string[] = [];
  readonly #most: number;
  #length = 0;

  /** @param most most bytes that the text may have */
  constructor(most: number) {
    this.#most = most;
  }

  /** Bytes so far: the text is ASCII. */
  get length(): number {
    return this.#length;
  }

  /**
   * Refuses early what will not fit.
   *
   * @param bytes bytes that are to come
   * @throws {RoteError} `export_too_large`
   */
  expect(bytes: number): void {
    if (this.#length + bytes <= this.#most) return;
    throw refuse(
      "export_too_large",
      `The export would have more than ${this.#most} bytes; a model with fewer wires a LUT ` +
        `or fewer LUTs is smaller`,
    );
  }

  /**
   * Appends lines of ASCII.
   *
   * @throws {RoteError} `export_too_large`
   */
  add(...lines: string[]): void {
    for (const line of lines) {
      this.expect(line.length + 1);
      this.#length += line.length + 1;
      this.#parts.push(line, "\n");
    }
  }

  /** The whole text. */
  toString(): string {
    return this.#parts.join("");
  }
}
