import { assert, assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  checkSeed,
  DRAW_HOLDOUT,
  DRAW_TIES,
  DRAW_WIRES,
  MAX_SEED,
  philox4x32,
  RandomStream,
  tieBit,
} from "../../lib/random.ts";
import { assertRefused } from "./assertions.ts";

type Words = [number, number, number, number];

/** kat_vectors of Random123, the authors' library: counter, key, result. */
const KNOWN_ANSWERS: [Words, [number, number], Words][] = [
  [[0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

describe("philox4x32()", () => {
  for (const [counter, key, expected] of KNOWN_ANSWERS) {
    it(`gives the known answer for counter ${counter[0].toString(16)}`, () => {
      const out = new Uint32Array(4);
      philox4x32(out, ...counter, ...key);
      assertEquals([...out], expected);
    });
  }
});

describe("RandomStream", () => {
  it("counts block, LUT, layer and purpose under the seed as key", () => {
    const seed = 0x1f_89ab_cdef * 0x1_0000;
    const expected = new Uint32Array(4);
    philox4x32(expected, 7, 5, 3, DRAW_TIES, seed % 2 ** 32, Math.floor(seed / 2 ** 32));
    assertEquals(new RandomStream(seed, 3, 5, DRAW_TIES).block(7), expected);
  });

  it("gives the words of its blocks in order", () => {
    const stream = new RandomStream(1, 2, 3, DRAW_WIRES);
    const words = Array.from({ length: 12 }, () => stream.word());
    const blocks = new RandomStream(1, 2, 3, DRAW_WIRES);
    assertEquals(words, [0, 1, 2].flatMap((index) => [...blocks.block(index)]));
  });

  it("gives the same words whatever else is drawn in between", () => {
    const alone = new RandomStream(9, 1, 0, DRAW_WIRES);
    const expected = Array.from({ length: 9 }, () => alone.word());
    const first = new RandomStream(9, 1, 0, DRAW_WIRES);
    const second = new RandomStream(9, 1, 1, DRAW_WIRES);
    const actual = expected.map(() => (second.word(), second.below(10), first.word()));
    assertEquals(actual, expected);
  });

  it("differs by seed, layer, LUT and purpose", () => {
    const streams = [
      new RandomStream(0, 1, 0, DRAW_WIRES),
      new RandomStream(1, 1, 0, DRAW_WIRES),
      new RandomStream(2 ** 32, 1, 0, DRAW_WIRES),
      new RandomStream(0, 2, 0, DRAW_WIRES),
      new RandomStream(0, 1, 1, DRAW_WIRES),
      new RandomStream(0, 1, 0, DRAW_TIES),
      new RandomStream(0, 1, 0, DRAW_HOLDOUT),
    ];
    assertEquals(new Set(streams.map((stream) => stream.block(0).join())).size, streams.length);
  });
});

describe("RandomStream.below()", () => {
  for (const n of [1, 2, 3, 7, 8, 10, 100, 1000]) {
    it(`stays below ${n} and is uniform`, () => {
      const stream = new RandomStream(4, 0, n, DRAW_WIRES);
      const counts = new Float64Array(n);
      const draws = 100_000;
      for (let draw = 0; draw < draws; draw++) {
        const value = stream.below(n);
        assert(Number.isInteger(value) && value >= 0 && value < n, `${value}`);
        counts[value]!++;
      }
      const expected = draws / n;
      const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // Mean n - 1, standard deviation sqrt(2 (n - 1)): four of them are 1 in 10,000.
      assertLess(chiSquare, n - 1 + 4 * Math.sqrt(2 * n));
    });
  }

  it("takes the low bits of the next word that are below n", () => {
    const words = new RandomStream(5, 6, 7, DRAW_WIRES);
    const stream = new RandomStream(5, 6, 7, DRAW_WIRES);
    for (let draw = 0; draw < 1000; draw++) {
      const n = 1 + draw * 3;
      const bits = 2 ** Math.ceil(Math.log2(n));
      let word = words.word() % bits;
      while (word >= n) word = words.word() % bits;
      assertEquals(stream.below(n), word);
    }
  });

  it("reaches both ends of the largest range", () => {
    const stream = new RandomStream(1, 0, 0, DRAW_WIRES);
    const drawn = Array.from({ length: 1000 }, () => stream.below(2 ** 31));
    assert(drawn.every((value) => value >= 0 && value < 2 ** 31));
    assert(drawn.some((value) => value >= 2 ** 30) && drawn.some((value) => value < 2 ** 30));
  });
});

describe("tieBit()", () => {
  it("is the bit of the LUT's block of 128 addresses", () => {
    const stream = new RandomStream(12, 3, 45, DRAW_TIES);
    for (let address = 0; address < 1024; address++) {
      const words = stream.block(Math.floor(address / 128));
      const word = words[Math.floor(address % 128 / 32)]!;
      assertEquals(tieBit(12, 3, 45, address), Math.floor(word / 2 ** (address % 32)) % 2);
    }
  });

  it("differs from one LUT to the next", () => {
    const bits = (lut: number) => Array.from({ length: 64 }, (_, at) => tieBit(1, 1, lut, at));
    assertNotEquals(bits(0), bits(1));
  });
});

describe("checkSeed()", () => {
  for (const seed of [0, 1, 2 ** 32, MAX_SEED]) it(`takes ${seed}`, () => checkSeed(seed));

  for (const seed of [-1, 1.5, NaN, Infinity, 2 ** 53]) {
    it(`refuses ${seed}`, () => {
      const error = assertRefused("seed_out_of_range", () => checkSeed(seed));
      assertEquals(error.offenders[0]?.field, "seed");
    });
  }
});
