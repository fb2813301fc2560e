/**
 * A golden file: a blob, and beside it in JSON what it must mean for ever.
 *
 * @module
 */
import { decodeHex, encodeHex } from "@std/encoding/hex";
import { type BitMatrix, matrixFromBytes } from "../../lib/rows/bit_matrix.ts";
import type { NetworkShape } from "../../lib/kinds/network/shape.ts";

/** Rows of bits: the packed bytes of all of them in hexadecimal. */
export interface GoldenRows {
  readonly count: number;
  readonly packed: string;
}

/** What is written down about a blob. */
export interface Golden {
  /** What this file is for. */
  readonly about: string;
  readonly sha256: string;
  readonly features: number;
  readonly classes: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** What it was trained on and how; absent for a network put together by hand. */
  readonly training?: {
    readonly rows: GoldenRows;
    /** For each row the index of its class. */
    readonly labels: string;
    readonly shape: NetworkShape;
    readonly seed: number;
  };
  readonly rows: GoldenRows;
  /** For each row the index of the predicted class. */
  readonly labels: string;
  /** For each row the score of each class. */
  readonly scores: readonly number[];
}

/** Where the golden files of format version 1 are. */
export const FOLDER = new URL("./v1/", import.meta.url);

/** Writes a golden file's JSON, with lists of numbers or texts on one line each. */
export function goldenText(golden: unknown): string {
  const text = JSON.stringify(golden, undefined, 2);
  // Within a list of no lists and no records each element has a line: a text has its breaks escaped.
  const lists = text.replace(
    /\[\n\s*((?:[^\s[\]{}][^\n]*\n\s*)+)\]/g,
    (_, elements: string) => `[${elements.trim().split(/\n\s*/).join(" ")}]`,
  );
  return `${lists}\n`;
}

/** Writes rows down. */
export function writeRows(rows: BitMatrix): GoldenRows {
  return { count: rows.rows, packed: encodeHex(rows.bytes) };
}

/** Reads written rows. */
export function readRows(rows: GoldenRows, features: number): BitMatrix {
  return matrixFromBytes(decodeHex(rows.packed), rows.count, features);
}

/** Reads written class indices. */
export function readLabels(labels: string): Uint8Array {
  return Uint8Array.from(labels, Number);
}

/** The SHA-256 of some bytes in hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return encodeHex(await crypto.subtle.digest("SHA-256", bytes));
}
