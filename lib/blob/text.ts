/**
 * The text section of a blob: class names and metadata, with the rules that both sides keep.
 *
 * @module
 */

import { compareBytes } from "../byte_order.ts";
import { checkClasses } from "../rows/data_set.ts";
import { quote, refuse, RoteError } from "../errors.ts";
import {
  CLASSES,
  MAX_CLASS_NAME_BYTES,
  MAX_METADATA_ENTRIES,
  MAX_METADATA_KEY_BYTES,
  MAX_METADATA_VALUE_BYTES,
} from "../limits.ts";

/** The names of the classes and what is known about the training. */
export interface BlobText {
  readonly classes: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes of the longest text section that the limits allow for so many classes. */
export function maxTextBytes(classes: number): number {
  return classes * (2 + MAX_CLASS_NAME_BYTES) + 2 +
    MAX_METADATA_ENTRIES * (4 + MAX_METADATA_KEY_BYTES + MAX_METADATA_VALUE_BYTES);
}

/** The same for two classes. */
export const MAX_TEXT_BYTES: number = maxTextBytes(CLASSES);

/**
 * Writes the text section.
 *
 * @param mostClasses how many classes there may be
 * @throws {RoteError} the errors of `checkClasses`; `metadata_not_legal` for an entry that is too
 *   long, has an empty key or is not well-formed, and for too many of them
 */
export function encodeText(text: BlobText, mostClasses: number = CLASSES): Uint8Array {
  checkClasses(text.classes, mostClasses);
  const entries = Object.entries(text.metadata).map(([key, value]): [Uint8Array, Uint8Array] => [
    metadataBytes(key, key, 1, MAX_METADATA_KEY_BYTES),
    metadataBytes(value, key, 0, MAX_METADATA_VALUE_BYTES),
  ]).sort(([a], [b]) => compareBytes(a, b));
  if (entries.length > MAX_METADATA_ENTRIES) {
    throw refuse(
      "metadata_not_legal",
      `There are ${entries.length} metadata entries; the limit is ${MAX_METADATA_ENTRIES}`,
      { field: "metadata" },
    );
  }
  const parts: number[] = [];
  const writeNumber = (value: number) => parts.push(value & 255, value >>> 8);
  const writeString = (bytes: Uint8Array) => {
    writeNumber(bytes.length);
    parts.push(...bytes);
  };
  for (const name of text.classes) writeString(new TextEncoder().encode(name));
  writeNumber(entries.length);
  for (const [key, value] of entries) {
    writeString(key);
    writeString(value);
  }
  return Uint8Array.from(parts);
}

/**
 * Reads a text section, which must end where its bytes end.
 *
 * @throws {RoteError} `blob_bad_text`
 */
export function decodeText(section: Uint8Array, classCount: number): BlobText {
  const view = new DataView(section.buffer, section.byteOffset, section.byteLength);
  let at = 0;
  const readNumber = (): number => {
    if (at + 2 > section.length) throw badText("the text section ends too early");
    at += 2;
    return view.getUint16(at - 2, true);
  };
  const readBytes = (what: string, least: number, most: number): Uint8Array => {
    const length = readNumber();
    if (length < least || length > most) {
      throw badText(`${what} has ${length} bytes, not ${least} to ${most}`);
    }
    if (at + length > section.length) throw badText("the text section ends too early");
    at += length;
    return section.subarray(at - length, at);
  };
  const classes: string[] = [];
  for (let index = 0; index < classCount; index++) {
    const name = decodeUtf8(readBytes(`class name ${index}`, 1, MAX_CLASS_NAME_BYTES));
    if (classes.includes(name)) throw badText(`class name ${index} is the same as another`);
    classes.push(name);
  }
  const entries = readNumber();
  if (entries > MAX_METADATA_ENTRIES) throw badText(`${entries} metadata entries are too many`);
  const metadata: [string, string][] = [];
  let last = new Uint8Array();
  for (let index = 0; index < entries; index++) {
    const key = readBytes(`metadata key ${index}`, 1, MAX_METADATA_KEY_BYTES);
    if (compareBytes(last, key) >= 0) throw badText(`metadata key ${index} is out of order`);
    last = Uint8Array.from(key);
    const value = readBytes(`metadata value ${index}`, 0, MAX_METADATA_VALUE_BYTES);
    metadata.push([decodeUtf8(key), decodeUtf8(value)]);
  }
  if (at !== section.length) throw badText(`${section.length - at} bytes are left over`);
  return { classes, metadata: Object.fromEntries(metadata) };
}

function metadataBytes(text: string, key: string, least: number, most: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length < least || bytes.length > most || !text.isWellFormed()) {
    throw refuse(
      "metadata_not_legal",
      `Metadata entry ${quote(key)}: keys are well-formed text of 1 to ` +
        `${MAX_METADATA_KEY_BYTES} bytes, values of up to ${MAX_METADATA_VALUE_BYTES}`,
      { field: "metadata" },
    );
  }
  return bytes;
}

/**
 * Reads text of a blob.
 *
 * @throws {RoteError} `blob_bad_text`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badText("a string is not well-formed UTF-8");
  }
}

function badText(detail: string): RoteError {
  return new RoteError("blob_bad_text", `Cannot decode blob: ${detail}`);
}
