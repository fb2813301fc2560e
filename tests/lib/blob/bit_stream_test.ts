import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  isPaddingZero,
  packedBytes,
  packIntegers,
  unpackIntegers,
} from "../../../lib/blob/bit_stream.ts";

/** Integers of 0 to 16 bits. */
const LISTS = fc.integer({ min: 0, max: 16 }).chain((bits) => {
  const values = fc.array(fc.nat({ max: 2 ** bits - 1 }), { maxLength: 50 });
  return fc.record({ bits: fc.constant(bits), values });
});

describe("packIntegers()", () => {
  it("writes bits least significant first, and fills bytes from their least significant bit", () => {
    const out = new Uint8Array(4);
    packIntegers(out, 1, [0b101, 0b011, 0b110], 3);
    assertEquals(out, Uint8Array.of(0, 0b10_011_101, 0b1, 0));
    packIntegers(out, 0, [0xabcd, 0x1234], 16);
    assertEquals(out, Uint8Array.of(0xcd, 0xab, 0x34, 0x12));
  });

  it("writes nothing for integers of no bits", () => {
    const out = Uint8Array.of(7);
    packIntegers(out, 0, [0, 0, 0], 0);
    assertEquals(out, Uint8Array.of(7));
  });

  it("writes what unpackIntegers() reads, in packedBytes() and not a byte more", () => {
    fc.assert(
      fc.property(LISTS, fc.nat(3), ({ bits, values }, at) => {
        const length = packedBytes(values.length, bits);
        assertEquals(length, Math.ceil(values.length * bits / 8));
        const bytes = new Uint8Array(at + length + 2).fill(0xee);
        packIntegers(bytes, at, values, bits);
        assertEquals([...bytes.subarray(at + length)], [0xee, 0xee]);
        assertEquals([...bytes.subarray(0, at)], new Array<number>(at).fill(0xee));
        for (const out of [new Uint16Array(values.length), new Uint8Array(values.length)]) {
          if (out.BYTES_PER_ELEMENT === 1 && bits > 8) continue;
          unpackIntegers(out, bytes, at, bits);
          assertEquals([...out], values);
        }
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});

describe("isPaddingZero()", () => {
  it("sees each bit behind the last integer and none before it", () => {
    fc.assert(
      fc.property(LISTS, fc.nat(3), ({ bits, values }, at) => {
        const length = packedBytes(values.length, bits);
        const used = values.length * bits;
        for (let bit = 0; bit < length * 8; bit++) {
          const bytes = new Uint8Array(at + length + 1);
          bytes[at + length] = 255;
          bytes[at + (bit >> 3)] = 1 << (bit & 7);
          assertEquals(isPaddingZero(bytes, at, values.length, bits), bit < used);
        }
      }),
      { seed: 14, numRuns: 100 },
    );
  });
});
