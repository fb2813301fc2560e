/**
 * Reading an encoder from a blob that may come from anyone: head 4 of `docs/blob-format.md`. A ladder
 * like that of `decode.ts`. What reads the bits is a whole blob of another head inside, with rungs of
 * its own; `model.ts` puts the two together.
 *
 * @module
 */

import { compareBytes } from "../byte_order.ts";
import { type Column, type Encoder, encoderBits } from "./encoder.ts";
import {
  MAX_CATEGORY_BYTES,
  MAX_COLUMN_ENTRIES,
  MAX_COLUMN_NAME_BYTES,
  MAX_COLUMNS,
  MAX_FEATURES,
} from "../limits.ts";
import {
  COLUMN_HEAD_BYTES,
  COLUMN_KINDS,
  ENCODED_OFFSET,
  MAX_ENCODER_BYTES,
  THRESHOLD_BYTES,
} from "./blob_layout.ts";
import { CHECKSUM_BYTES, HEAD_ENCODED, OFFSET } from "../blob/layout.ts";
import { cannot, checkChecksum, checkLimit, readPreamble, viewOf } from "../blob/preamble.ts";
import { decodeUtf8 } from "../blob/text.ts";

/** Bytes of the shortest blob inside. */
const LEAST_INNER_BYTES = OFFSET.layerTable + CHECKSUM_BYTES;

/**
 * Decodes the encoder of a blob of head 4. It shares no memory with `bytes`.
 *
 * @returns the encoder, and the bytes of the blob inside: a view, and not looked at but for its head
 * @throws {RoteError} one of the `blob_` codes, one a rung
 */
export function decodeEncoded(bytes: Uint8Array): { encoder: Encoder; inner: Uint8Array } {
  const { columns: count, sectionLength } = readHeader(bytes);
  const checksumAt = bytes.length - CHECKSUM_BYTES;
  const innerAt = ENCODED_OFFSET.section + sectionLength;
  checkChecksum(bytes, checksumAt);
  const encoder = readColumns(bytes.subarray(ENCODED_OFFSET.section, innerAt), count);
  const inner = bytes.subarray(innerAt, checksumAt);
  if (inner[OFFSET.head] === HEAD_ENCODED) {
    throw cannot("blob_head_mismatch", `the blob inside has head ${HEAD_ENCODED}, too`);
  }
  return { encoder, inner };
}

/**
 * Checks that the model inside reads the bits of the encoder.
 *
 * @throws {RoteError} `blob_head_mismatch`
 */
export function checkFeaturesOf(encoder: Encoder, features: number): void {
  const bits = encoderBits(encoder);
  if (features === bits) return;
  throw cannot(
    "blob_head_mismatch",
    `its encoder makes ${bits} bits, and the model inside reads ${features}`,
  );
}

/** The first rungs: the preamble, the head and the numbers in the header. */
function readHeader(bytes: Uint8Array): { columns: number; sectionLength: number } {
  const view = readPreamble(bytes);
  const head = view.getUint8(ENCODED_OFFSET.head);
  if (head !== HEAD_ENCODED) {
    throw cannot("blob_unknown_head", `its head is ${head}, not ${HEAD_ENCODED}`);
  }
  const columns = view.getUint32(ENCODED_OFFSET.columns, true);
  const sectionLength = view.getUint32(ENCODED_OFFSET.sectionLength, true);
  checkLimit("number of columns", columns, 1, MAX_COLUMNS);
  checkLimit("length of the encoder", sectionLength, 0, MAX_ENCODER_BYTES);
  // The three bytes behind the head.
  if (view.getUint32(ENCODED_OFFSET.head, true) >>> 8 !== 0) {
    throw cannot("blob_reserved_not_zero", "it has a reserved byte set");
  }
  const least = ENCODED_OFFSET.section + sectionLength + LEAST_INNER_BYTES + CHECKSUM_BYTES;
  if (least > bytes.length) {
    throw cannot(
      "blob_section_mismatch",
      `its encoder and the least blob inside take ${least} bytes, and it has ${bytes.length}`,
    );
  }
  return { columns, sectionLength };
}

/** Reads the encoder section, which must end where its bytes end. */
function readColumns(section: Uint8Array, count: number): Encoder {
  const reader = new SectionReader(section);
  const columns: Column[] = [];
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    const column = readColumn(reader, `column ${index}`);
    if (names.has(column.name)) throw badText(`column ${index} has the name of another`);
    names.add(column.name);
    columns.push(column);
  }
  if (reader.left !== 0) throw badColumn(`${reader.left} bytes of its encoder are left over`);
  const bits = encoderBits({ columns });
  if (bits < 1 || bits > MAX_FEATURES) {
    throw cannot(
      "blob_bits_out_of_range",
      `its encoder makes ${bits} bits, not 1 to ${MAX_FEATURES}`,
    );
  }
  return { columns };
}

function readColumn(reader: SectionReader, what: string): Column {
  const head = viewOf(reader.take(COLUMN_HEAD_BYTES));
  const kind = COLUMN_KINDS[head.getUint8(0)];
  if (!kind) throw badColumn(`${what} is of kind ${head.getUint8(0)}, not 0 or 1`);
  const missing = head.getUint8(1);
  if (missing > 1) throw badColumn(`${what} says ${missing} of missing values, not 0 or 1`);
  const count = head.getUint16(2, true);
  if (count > MAX_COLUMN_ENTRIES) {
    throw badColumn(`${what} has ${count} entries of at most ${MAX_COLUMN_ENTRIES}`);
  }
  const nameLength = head.getUint16(4, true);
  if (nameLength < 1 || nameLength > MAX_COLUMN_NAME_BYTES) {
    throw badText(`the name of ${what} has ${nameLength} bytes, not 1 to ${MAX_COLUMN_NAME_BYTES}`);
  }
  const common = { name: decodeUtf8(reader.take(nameLength)), missing: missing === 1 };
  return kind === "number"
    ? { kind, ...common, thresholds: readThresholds(reader, count, what) }
    : { kind, ...common, categories: readCategories(reader, count, what) };
}

function readThresholds(reader: SectionReader, count: number, what: string): Float64Array {
  const view = viewOf(reader.take(THRESHOLD_BYTES * count));
  const thresholds = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const threshold = view.getFloat64(THRESHOLD_BYTES * j, true);
    if (!Number.isFinite(threshold) || Object.is(threshold, -0)) {
      const shown = Object.is(threshold, -0) ? "-0" : threshold;
      throw cannot("blob_threshold_out_of_range", `threshold ${j} of ${what} is ${shown}`);
    }
    if (j > 0 && threshold <= thresholds[j - 1]!) {
      throw cannot("blob_threshold_out_of_range", `threshold ${j} of ${what} is out of order`);
    }
    thresholds[j] = threshold;
  }
  return thresholds;
}

function readCategories(reader: SectionReader, count: number, what: string): string[] {
  const categories: string[] = [];
  let last: Uint8Array | undefined;
  for (let j = 0; j < count; j++) {
    const length = viewOf(reader.take(2)).getUint16(0, true);
    if (length > MAX_CATEGORY_BYTES) {
      throw badText(
        `category ${j} of ${what} has ${length} bytes of at most ${MAX_CATEGORY_BYTES}`,
      );
    }
    const bytes = reader.take(length);
    if (last && compareBytes(last, bytes) >= 0) {
      throw badText(`category ${j} of ${what} is out of order`);
    }
    last = bytes;
    categories.push(decodeUtf8(bytes));
  }
  return categories;
}

/** Takes bytes off the front of a section, if they are there. */
class SectionReader {
  readonly #section: Uint8Array;
  #at = 0;

  constructor(section: Uint8Array) {
    this.#section = section;
  }

  get left(): number {
    return this.#section.length - this.#at;
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw badColumn("its encoder ends too early");
    this.#at += length;
    return this.#section.subarray(this.#at - length, this.#at);
  }
}

const badColumn = (detail: string) => cannot("blob_bad_column", detail);
const badText = (detail: string) => cannot("blob_bad_text", detail);
