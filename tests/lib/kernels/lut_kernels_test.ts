import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroColumns } from "../../../lib/kernels/bit_columns.ts";
import {
  addressOf,
  countAddresses,
  findAddresses,
  lookUp,
  mergeCounts,
  newAddresses,
  newCounts,
} from "../../../lib/kernels/lut_kernels.ts";
import { tableBytes } from "../../../lib/network.ts";
import { assertSameNumbers } from "../assertions.ts";
import { randomStream } from "../random_data.ts";

const WORDS = 3;
const COLUMNS = 21;
const LUTS = 4;

/** Four LUTs of one arity over 96 rows, and the address that each row reaches at each, worked out. */
function randomLuts(arity: number) {
  const random = randomStream(arity);
  const inputs = zeroColumns(COLUMNS, WORDS);
  for (let at = 0; at < COLUMNS * WORDS; at++) inputs.data[at] = random.word();
  const wires = Uint16Array.from({ length: LUTS * arity }, () => random.below(COLUMNS));
  const tables = Uint8Array.from({ length: LUTS * tableBytes(arity) }, () => random.below(256));
  const expected = (lut: number) =>
    Array.from({ length: WORDS * 32 }, (_, row) => {
      let address = 0;
      for (let wire = 0; wire < arity; wire++) {
        const word = inputs.data[wires[lut * arity + wire]! * WORDS + (row >> 5)]!;
        address += ((word >>> (row & 31)) & 1) * 2 ** wire;
      }
      return address;
    });
  return { inputs, wires, tables, expected };
}

for (let arity = 1; arity <= 16; arity++) {
  describe(`with ${arity} wires`, () => {
    const { inputs, wires, tables, expected } = randomLuts(arity);
    const addresses = newAddresses(WORDS);

    it("findAddresses() finds the address that each row reaches at each LUT", () => {
      for (let lut = 0; lut < LUTS; lut++) {
        findAddresses(addresses, inputs, wires, arity, lut);
        const actual = expected(lut).map((_, row) => addressOf(addresses, arity, row));
        assertEquals(actual, expected(lut));
      }
    });

    it("lookUp() gives each row the bit of the truth table at its address", () => {
      const out = new Uint32Array((LUTS + 2) * WORDS);
      for (let lut = 0; lut < LUTS; lut++) {
        const from = lut * tableBytes(arity);
        findAddresses(addresses, inputs, wires, arity, lut);
        lookUp(out, (lut + 1) * WORDS, addresses, arity, tables, from);
        const bits = expected(lut).map((address) => {
          return (tables[from + (address >> 3)]! >> (address & 7)) & 1;
        });
        const first = (lut + 1) * WORDS * 32;
        const actual = bits.map((_, row) => (out[(first + row) >> 5]! >>> (row & 31)) & 1);
        assertEquals(actual, bits);
      }
      assertEquals([...out.subarray(0, WORDS), ...out.subarray(-WORDS)], [0, 0, 0, 0, 0, 0]);
    });

    it("countAddresses() and mergeCounts() count the rows of some words at each address", () => {
      const counts = newCounts(arity);
      findAddresses(addresses, inputs, wires, arity, 2);
      countAddresses(counts, addresses, arity, 0, 1, 1);
      countAddresses(counts, addresses, arity, 1, 3, -1);
      mergeCounts(counts, arity);
      const rows = new Int32Array(2 ** arity);
      expected(2).forEach((address, row) => rows[address]! += row < 32 ? 1 : -1);
      assertSameNumbers(counts.slice(0, 2 ** arity), rows);
    });
  });
}
