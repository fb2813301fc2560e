/**
 * What every blob begins with, whatever its head, and what the decoders of all heads say when they
 * refuse one: the first rungs of the ladder.
 *
 * @module
 */

import { type ErrorCode, RoteError } from "../errors.ts";
import { MAX_BLOB_BYTES } from "../limits.ts";
import { crc32c } from "./crc32c.ts";
import { FORMAT_VERSION, LEAST_BLOB_BYTES, MAGIC, OFFSET } from "./layout.ts";

/**
 * Checks length, magic, version and flags. The header is there, then.
 *
 * @throws {RoteError} `blob_too_short`, `blob_bad_magic`, `blob_unsupported_version`,
 *   `blob_unknown_flags`, `blob_too_large`, `blob_length_mismatch`
 */
export function readPreamble(bytes: Uint8Array): DataView {
  if (bytes.length < LEAST_BLOB_BYTES) {
    throw cannot(
      "blob_too_short",
      `it has ${bytes.length} bytes, and the least is ${LEAST_BLOB_BYTES}`,
    );
  }
  const view = viewOf(bytes);
  if (view.getUint32(OFFSET.magic, true) !== MAGIC) {
    throw cannot("blob_bad_magic", `it does not start with "ROTE"`);
  }
  const version = view.getUint16(OFFSET.version, true);
  if (version !== FORMAT_VERSION) {
    throw cannot(
      "blob_unsupported_version",
      `its format version is ${version}, and this reader knows ${FORMAT_VERSION}`,
    );
  }
  const flags = view.getUint16(OFFSET.flags, true);
  if (flags !== 0) throw cannot("blob_unknown_flags", `its flags are ${hex(flags)}, not 0`);
  if (bytes.length > MAX_BLOB_BYTES) {
    throw cannot("blob_too_large", `it has ${bytes.length} bytes of at most ${MAX_BLOB_BYTES}`);
  }
  const length = view.getUint32(OFFSET.length, true);
  if (length !== bytes.length) {
    throw cannot("blob_length_mismatch", `it declares ${length} bytes and has ${bytes.length}`);
  }
  return view;
}

/**
 * Checks a number of the header.
 *
 * @throws {RoteError} `blob_limit_exceeded`
 */
export function checkLimit(what: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw cannot("blob_limit_exceeded", `its ${what} is ${value}, not ${least} to ${most}`);
}

/**
 * Checks the checksum, which is that of all bytes before it.
 *
 * @throws {RoteError} `blob_bad_checksum`
 */
export function checkChecksum(bytes: Uint8Array, checksumAt: number): void {
  const declared = viewOf(bytes).getUint32(checksumAt, true);
  const computed = crc32c(bytes.subarray(0, checksumAt));
  if (declared === computed) return;
  throw cannot(
    "blob_bad_checksum",
    `its checksum is ${hex(declared)}, and its bytes give ${hex(computed)}`,
  );
}

/** A refusal of a blob. */
export function cannot(code: ErrorCode, detail: string): RoteError {
  return new RoteError(code, `Cannot decode blob: ${detail}`);
}

/** Looks at bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A number as it stands in a message. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
