import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { crc32c } from "../../../lib/blob/crc32c.ts";

/** RFC 3720, appendix B.4, and the check value of the algorithm. */
const KNOWN: [string, Uint8Array, number][] = [
  ["32 bytes of zeros", new Uint8Array(32), 0x8a9136aa],
  ["32 bytes of ones", new Uint8Array(32).fill(255), 0x62a8ab43],
  ["32 ascending bytes", Uint8Array.from({ length: 32 }, (_, at) => at), 0x46dd794e],
  ["32 descending bytes", Uint8Array.from({ length: 32 }, (_, at) => 31 - at), 0x113fdb5c],
  ["123456789", new TextEncoder().encode("123456789"), 0xe3069283],
  ["nothing", new Uint8Array(), 0],
];

describe("crc32c()", () => {
  for (const [what, bytes, expected] of KNOWN) {
    it(`gives the known answer for ${what}`, () => assertEquals(crc32c(bytes), expected));
  }

  it("reads a view from its start to its end", () => {
    const bytes = new TextEncoder().encode("x123456789x");
    assertEquals(crc32c(bytes.subarray(1, 10)), 0xe3069283);
  });
});
