/**
 * The ladder of `docs/blob-format.md`: each rung refuses its abuse file with its own code, and where
 * two faults meet, the earlier rung speaks.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import { crc32c } from "../../../lib/blob/crc32c.ts";
import { MAX_BLOB_BYTES } from "../../../lib/limits.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { abuseFile, FAULTS, writeFaults } from "./abuse.ts";
import { refusalOf } from "../kinds/network/blob/second_ladder.ts";

describe("the ladder", () => {
  it("is the one in the document, rung by rung", () => {
    const document = new URL("../../../docs/blob-format.md", import.meta.url);
    const [headZero] = Deno.readTextFileSync(document).split("## Head 1");
    const rungs = headZero!.matchAll(/^\| `(blob_\w+)` /gm);
    const documented = Array.from(rungs, ([, code]) => code!);
    assertEquals(documented.length, 19);
    assertEquals(
      FAULTS.map(([code]): string => code),
      documented.filter((code) => code !== "blob_too_large"),
    );
  });

  it("lets the sound blob pass that the abuse files are made of", () => {
    const sound = writeFaults();
    const network = decodeNetwork(sound);
    assertEquals(network.layers.map(({ width }) => width), [5, 3, 1]);
    assertEquals(network.classes, ["no", "yes"]);
    assertSameNumbers(encodeNetwork(network), sound);
    assertEquals(refusalOf(sound), undefined);
  });
});

describe("decodeNetwork() refuses the abuse file", () => {
  for (const [code, fault] of FAULTS) {
    it(`${code}.rote with ${code}`, () => {
      const bytes = Deno.readFileSync(abuseFile(code));
      assertSameNumbers(writeFaults(fault), bytes, "bytes of the recipe");
      assertRefused(code, () => decodeNetwork(bytes));
      assertEquals(refusalOf(bytes), code);
    });
  }
});

describe("decodeNetwork() refuses with the code of the earlier rung", () => {
  for (const [index, [code, fault]] of FAULTS.entries()) {
    it(`${code} where a later fault is there too`, () => {
      for (const [later, laterFault] of FAULTS.slice(index + 1)) {
        const bytes = writeFaults(laterFault, fault);
        const error = assertRefused(code, () => decodeNetwork(bytes));
        assertEquals(refusalOf(bytes), code, `with ${later}: ${error.message}`);
      }
    });
  }
});

describe("blob_too_large", () => {
  const sealed = (length: number) => {
    // Untouched pages of zeros take no memory, and nothing behind the header is read.
    const bytes = new Uint8Array(length);
    bytes.set(writeFaults().subarray(0, 24));
    new DataView(bytes.buffer).setUint32(8, length, true);
    return bytes;
  };

  it("refuses one byte above 256 MiB, before the head and after the flags", () => {
    const bytes = sealed(MAX_BLOB_BYTES + 1);
    assertRefused("blob_too_large", () => decodeNetwork(bytes));
    bytes[8]! ^= 1;
    bytes[16] = 1;
    assertRefused("blob_too_large", () => decodeNetwork(bytes));
    bytes[6] = 1;
    assertRefused("blob_unknown_flags", () => decodeNetwork(bytes));
  });

  it("lets exactly 256 MiB pass on to the next rungs", () => {
    assertRefused("blob_limit_exceeded", () => decodeNetwork(sealed(MAX_BLOB_BYTES)));
  });
});

describe("the checksum of an abuse file", () => {
  it("is right wherever the checksum is not the fault", () => {
    for (const [code, fault] of FAULTS) {
      if (code === "blob_bad_checksum" || code === "blob_too_short") continue;
      const bytes = writeFaults(fault);
      const declared = new DataView(bytes.buffer).getUint32(bytes.length - 4, true);
      assertEquals(declared, crc32c(bytes.subarray(0, -4)), code);
    }
  });
});
