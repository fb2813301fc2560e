import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../lib/mod.ts";
import { checkName, checkNewName, checkVersion, versionOf } from "../../models/names.ts";

describe("names", () => {
  it("take letters, digits, dots, underscores and hyphens", () => {
    for (const name of ["m", "digits", "A.b_c-9", "9", "m".repeat(64), "statistics"]) {
      checkName(name);
    }
  });

  it("refuse what could be a path, a header or another route", () => {
    const names = [
      "",
      ".",
      "..",
      ".m",
      "-m",
      "_m",
      "a/b",
      "a b",
      "a\n",
      "ä",
      "m".repeat(65),
      "stats",
    ];
    for (const name of names) {
      assertEquals(assertThrows(() => checkName(name), RoteError).code, "name_not_legal", name);
    }
  });

  it("of new models are none that Windows or macOS cannot tell apart or hold", () => {
    const codeOf = (name: string, existing?: string) =>
      assertThrows(() => checkNewName(name, existing), RoteError).code;
    const devices = ["con", "CON.txt", "nul", "Nul.v1.x", "prn", "aux", "com1", "COM9.b", "lpt9"];
    for (const name of [...devices, "a.", "a..", "con."]) {
      assertEquals(codeOf(name), "name_not_legal", name);
      // Models of such names that are there already go on.
      checkName(name);
    }
    assertEquals(codeOf("Digits", "digits"), "name_taken");
    for (const name of ["console", "com10", "con-1", "a.b", "null", "x.con"]) {
      checkNewName(name, undefined);
    }
  });

  it("versions are the SHA-256 of a blob in lower-case hex", async () => {
    const version = await versionOf(new TextEncoder().encode("abc"));
    // FIPS 180-4's own example.
    assertEquals(version, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    checkVersion(version);
    for (const wrong of ["", "latest", version.toUpperCase(), version.slice(1), `${version}0`]) {
      assertEquals(assertThrows(() => checkVersion(wrong), RoteError).code, "version_not_legal");
    }
  });
});
