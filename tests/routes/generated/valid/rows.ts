/**
 * Rows and labels that make sense together, in every form that requests may have them in.
 *
 * @module
 */

import fc from "fast-check";

/** Rows as bits, with a class each: 0 or 1, and both of them. */
export interface Rows {
  readonly features: number;
  readonly bits: readonly (readonly number[])[];
  readonly classes: readonly number[];
}

/** Rows of some features; two of them at least, and of both classes. */
export function rowsOf(features: number, least = 1): fc.Arbitrary<Rows> {
  return fc.array(
    fc.array(fc.nat(1), { minLength: features, maxLength: features }),
    { minLength: least, maxLength: 6 },
  ).map((bits) => ({ features, bits, classes: bits.map((_, row) => row % 2) }));
}

/** The bits as one byte a feature, eight to a byte, the first the least significant. */
export function pack(row: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(row.length / 8));
  for (const [at, bit] of row.entries()) bytes[at >> 3]! |= bit << (at & 7);
  return bytes;
}

/** How rows are written in JSON. */
export type Encoding = "bits" | "base64" | "hex";

/** A row as JSON has it; the form of bits is one of three. */
export function writeRow(row: readonly number[], encoding: Encoding, form: number): unknown {
  if (encoding === "base64") return pack(row).toBase64();
  if (encoding === "hex") return pack(row).toHex();
  return form === 0 ? row.join("") : form === 1 ? row : row.map((bit) => bit === 1);
}

/** The same rows as numbers, with another one in each row of a column, and the last one missing. */
export function toNumbers({ bits }: Rows): (number | null)[][] {
  return bits.map((row, at) =>
    row.map((bit, column) => at > 2 && at === bits.length - 1 ? null : 1.5 * at + bit - column)
  );
}

/** Labels for classes, in each form. */
export function writeLabels(classes: readonly number[], form: number): unknown[] {
  return classes.map((label) => [label, label === 1, ["no", "ja, \u00e9"][label]][form]);
}

/** CSV with a column for each bit, and one of labels if it has a name. */
export function writeCsv(
  { features, bits, classes }: Omit<Rows, "bits"> & { bits: readonly (readonly unknown[])[] },
  label?: string,
): string {
  const header = Array.from({ length: features }, (_, bit) => `bit${bit}`);
  const lines: (readonly unknown[])[] = [header, ...bits];
  const labels = [label, ...classes.map((one) => `class ${one}`)];
  return lines.map((cells, at) => (label === undefined ? cells : [...cells, labels[at]]).join(","))
    .join("\n");
}

/** Bytes one behind the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}
