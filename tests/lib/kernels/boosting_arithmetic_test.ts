import { assert, assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  changeOf,
  CLASS_ONE,
  dampingOf,
  entryOf,
  gradientOf,
  halvingsOf,
  MAX_ENTRY,
  MOST,
  ONE,
  PARTS,
  probabilityOf,
  scaleOf,
  softWeight,
  spreadOf,
} from "../../../lib/kernels/boosting_arithmetic.ts";

describe("softWeight()", () => {
  it("is the exponential function to within 4 in a million of 1", () => {
    for (const rate of [0.0001, 0.03, 1]) {
      for (let distance = 0; distance < 20_000; distance += 7) {
        const expected = Math.exp(-distance * rate / PARTS);
        const error = Math.abs(softWeight(distance, halvingsOf(rate)) - expected);
        assertLess(error, 4e-6, `${distance} parts of ${rate}`);
      }
    }
  });

  it("is 1 for the largest score, and next to nothing for the farthest", () => {
    assertEquals(softWeight(0, halvingsOf(1)), 1);
    const least = softWeight(2 ** 31 - 1, halvingsOf(1));
    assert(least > 0 && least < 1e-37, `${least}`);
  });
});

describe("probabilityOf()", () => {
  it("is a share of 32,768, rounded down", () => {
    assertEquals(probabilityOf(1, 1), CLASS_ONE);
    assertEquals(probabilityOf(1, 3), 10_922);
    assertEquals(probabilityOf(0, 3), 0);
  });
});

describe("gradientOf() and spreadOf()", () => {
  it("are what the row's class lacks in probability, and how undecided it is", () => {
    assertEquals([gradientOf(1, CLASS_ONE / 2), gradientOf(0, CLASS_ONE / 2)], [4096, -4096]);
    assertEquals([gradientOf(1, 0), gradientOf(0, CLASS_ONE + 3)], [ONE, -ONE]);
    assertEquals([spreadOf(4096), spreadOf(-4096)], [2048, 2048]);
    assertEquals([spreadOf(ONE), spreadOf(0), spreadOf(-ONE)], [0, 0, 0]);
  });
});

describe("entryOf() and changeOf()", () => {
  const damping = dampingOf(1);

  it("are Newton's step in their units", () => {
    // Ten rows, all undecided, all of the half: 10 x 1/2 / (10 x 1/4 + 1) = 1.42857 rates.
    assertEquals(entryOf(10 * 4096, 10 * 2048, damping), Math.round(1.42857 * MAX_ENTRY / 2));
    // For one of them the nine others count: 4.5 / 3.25.
    assertEquals(changeOf(10 * 4096, 10 * 2048, 4096, damping), Math.trunc(4.5 / 3.25 * PARTS));
  });

  it("say nothing where no other row is", () => {
    assertEquals(Math.abs(changeOf(4096, 2048, 4096, damping)), 0);
    assertEquals(entryOf(0, 0, damping), 0);
  });

  it("are cut off at 2 and 4 rates, either way", () => {
    const [least, most] = [entryOf(-1e6, 0, damping), entryOf(1e6, 0, damping)];
    assertEquals([least, most], [-MAX_ENTRY, MAX_ENTRY]);
    assertEquals(changeOf(1e6, 0, 0, damping), MOST);
    assertEquals(changeOf(-1e6, 0, 0, damping), -MOST);
  });
});

describe("scaleOf()", () => {
  it("is a 127th of 2 rates in 1/65,536", () => {
    assertEquals(scaleOf(0.1), 103);
    assertEquals(scaleOf(1), 1032);
    assertEquals(scaleOf(0.001), 1);
  });
});
