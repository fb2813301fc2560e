import { assert, assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { DECAYS, labelOf, scoreRow, weightOf } from "../../../lib/scores/scores.ts";

describe("DECAYS", () => {
  it("are powers of e to 16 bits", () => {
    assertEquals(DECAYS, DECAYS.map((_, i) => Math.round(65_536 * Math.exp(-(2 ** (i - 12))))));
  });
});

describe("weightOf()", () => {
  /** The document's words, bit by bit, without tables. */
  const byTheDocument = (distance: number): number => {
    if (distance > 65_535) return 0;
    let [low, high] = [32_768n, 65_536n];
    for (let i = 0; i < 16; i++) {
      if (((distance >> i) & 1) === 0) continue;
      const k = BigInt(DECAYS[i]!);
      if (i < 8) low = (low * k + 32_768n) / 65_536n;
      else high = (high * k + 32_768n) / 65_536n;
    }
    return Number((low * high + 16_384n) / 32_768n);
  };

  it("is what the document says, at every distance", () => {
    for (let distance = 0; distance < 65_536; distance++) {
      if (weightOf(distance) !== byTheDocument(distance)) {
        assertEquals(weightOf(distance), byTheDocument(distance), `${distance}`);
      }
    }
    assertEquals([weightOf(0), weightOf(65_536), weightOf(2 ** 40)], [65_536, 0, 0]);
  });

  it("is the exponential function to within 4 of 65,536, and never rises by more than that", () => {
    for (let distance = 0; distance < 65_536; distance++) {
      const error = Math.abs(weightOf(distance) - 65_536 * Math.exp(-distance / 4096));
      assertLess(error, 4, `${distance}`);
    }
  });
});

describe("labelOf()", () => {
  it("is the largest sum, the lowest index on a tie", () => {
    assertEquals(labelOf([9, 1, 3, 3, 2], 1, 4), 1);
    assertEquals(labelOf([-5, -4, -9], 0, 3), 1);
  });
});

describe("scoreRow()", () => {
  const scores = (sums: number[], scale: number) => {
    const out = new Float64Array(sums.length + 1);
    scoreRow(out, 1, sums, 0, sums.length, scale);
    return [...out.subarray(1)];
  };

  it("is a softmax: one logit apart", () => {
    // 100 units of 655 are 0.99945 of a logit.
    const [low, high] = scores([0, 100], 655) as [number, number];
    assert(Math.abs(high - 1 / (1 + Math.exp(-0.99945))) < 0.0002, `${high}`);
    assertEquals(Math.round(20_000 * (low + high)), 20_000);
  });

  it("is certain of what is far ahead, and does not overflow", () => {
    assertEquals(scores([-8_323_072, 8_323_072], 1_048_576), [0, 1]);
    assertEquals(scores([5, 5, 5], 1_048_576), [0.3334, 0.3333, 0.3333]);
  });
});
