/**
 * Names of models and of their versions. A name is what a user chose; a version is the SHA-256 of
 * its blob, so it never changes its meaning.
 *
 * @module
 */

import { encodeHex } from "@std/encoding/hex";
import { isDeviceName, quote, refuse } from "../lib/mod.ts";

/** What a model may be called: it stands in paths, file names and headers as it is. */
export const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Form of a version. */
export const VERSION_PATTERN = /^[0-9a-f]{64}$/;

/** `GET /v2/models/stats` means something else in the Open Inference Protocol's clients. */
const RESERVED = ["stats"];

/**
 * Checks the name of a model.
 *
 * @throws {RoteError} `name_not_legal`
 */
export function checkName(name: string): void {
  if (!NAME_PATTERN.test(name)) {
    throw refuse(
      "name_not_legal",
      `${quote(name)} is not a legal model name: 1 to 64 of the characters ` +
        `A-Z a-z 0-9 . _ - and a letter or digit first`,
      { field: "model" },
    );
  }
  if (RESERVED.includes(name)) {
    throw refuse("name_not_legal", `"${name}" is reserved and cannot name a model`, {
      field: "model",
    });
  }
}

/**
 * Checks the name of a model that is to come to be: its blob and exports become files of that name, on
 * any system. Models of such names that are there already stay as they are, so this is not asked of
 * them.
 *
 * @param existing name of a model that is there and differs by case alone, if there is one
 * @throws {RoteError} `name_not_legal`, `name_taken`
 */
export function checkNewName(name: string, existing: string | undefined): void {
  checkName(name);
  if (isDeviceName(name) || name.endsWith(".")) {
    const reason = name.endsWith(".") ? "no file name ends with a dot" : "that is a device";
    throw refuse(
      "name_not_legal",
      `${quote(name)} cannot name a new model: on Windows ${reason}`,
      { field: "model" },
    );
  }
  if (existing !== undefined) {
    throw refuse(
      "name_taken",
      `There is a model ${quote(existing)}, and ${
        quote(name)
      } differs from it by upper and lower ` +
        `case alone: many systems take their files for the same`,
      { field: "model" },
    );
  }
}

/**
 * Checks the form of a version.
 *
 * @throws {RoteError} `version_not_legal`
 */
export function checkVersion(version: string): void {
  if (VERSION_PATTERN.test(version)) return;
  throw refuse(
    "version_not_legal",
    `${quote(version)} is not a version: it is the SHA-256 of the blob in 64 ` +
      `lower-case hex digits`,
    { field: "version" },
  );
}

/** The version that a blob is: its SHA-256 in hex (FIPS 180-4). */
export async function versionOf(blob: Uint8Array<ArrayBuffer>): Promise<string> {
  return encodeHex(await crypto.subtle.digest("SHA-256", blob));
}
