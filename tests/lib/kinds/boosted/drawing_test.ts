import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { copiesOf, featureBelow } from "../../../../lib/kinds/boosted/training/copies.ts";
import { drawBoostedWires, drawSplits } from "../../../../lib/kinds/boosted/drawing.ts";
import type { BoostedSettings } from "../../../../lib/kinds/boosted/settings.ts";

const SETTINGS: BoostedSettings = { tables: 500, arity: 6, rate: 0.1, lambda: 1, seed: 1 };

describe("drawBoostedWires()", () => {
  it("draws distinct features, all of them sooner or later", () => {
    const wires = drawBoostedWires(50, SETTINGS);
    for (let table = 0; table < 500; table++) {
      assertEquals(new Set(wires.subarray(6 * table, 6 * table + 6)).size, 6);
    }
    assertEquals(new Set(wires).size, 50);
    assert(wires.every((feature) => feature < 50));
  });

  it("draws from windows wholly inside the image, at all places, from all channels", () => {
    const [height, width] = [7, 9];
    const settings = { ...SETTINGS, inputShape: [height, width, 2] as const, patch: 2 };
    const wires = drawBoostedWires(126, settings);
    for (let table = 0; table < 500; table++) {
      const own = [...wires.subarray(6 * table, 6 * table + 6)];
      const xs = own.map((feature) => feature % width);
      const ys = own.map((feature) => Math.floor(feature / width) % height);
      for (const places of [xs, ys]) assert(Math.max(...places) - Math.min(...places) <= 4);
    }
    assertEquals(new Set(wires).size, 126);
  });

  it("draws another table alike, whatever the number of tables, and otherwise by another seed", () => {
    const few = drawBoostedWires(50, { ...SETTINGS, tables: 7 });
    assertEquals(few, drawBoostedWires(50, SETTINGS).subarray(0, 42));
    assertNotEquals(few, drawBoostedWires(50, { ...SETTINGS, tables: 7, seed: 2 }));
  });
});

describe("drawSplits()", () => {
  it("is class 1 for two classes", () => {
    assertEquals(drawSplits(2, SETTINGS), Uint8Array.of(0, 1));
  });

  it("has half of the classes each time, rounded down, and tells all classes apart", () => {
    for (const classes of [3, 10, 255, 256]) {
      const splits = drawSplits(classes, SETTINGS);
      assertEquals(splits.length, 32 * classes);
      for (let at = 0; at < splits.length; at += classes) {
        const half = splits.subarray(at, at + classes);
        assertEquals(half.reduce((sum, bit) => sum + bit, 0), classes >> 1);
      }
      const sides = Array.from(
        { length: classes },
        (_, index) =>
          Array.from({ length: 32 }, (_, split) => splits[split * classes + index]).join(""),
      );
      assertEquals(new Set(sides).size, classes);
    }
  });
});

describe("copiesOf()", () => {
  it("is one without augmentation, 5 and 13 for shifts of 1 and 2, twice as many with flips", () => {
    const count = (shift: number, flip: boolean) =>
      copiesOf({ ...SETTINGS, augment: { shift, flip } }).length;
    assertEquals(copiesOf(SETTINGS).length, 1);
    assertEquals([count(0, false), count(1, false), count(2, false)], [1, 5, 13]);
    assertEquals([count(0, true), count(1, true), count(2, true)], [2, 10, 26]);
  });
});

describe("featureBelow()", () => {
  const shape = [2, 3, 2] as const;
  // Two channels of two rows of three pixels, told by the letters of their features.
  const image = "abcdefghijkl";
  const copied = (down: number, right: number, isMirrored: boolean) =>
    Array.from(image, (_, feature) => {
      const below = featureBelow(feature, { down, right, isMirrored }, shape);
      return below < 0 ? "." : image[below];
    }).join("");

  it("shows an image moved and mirrored, channel by channel, zeros behind the border", () => {
    assertEquals(copied(0, 0, false), "abcdefghijkl");
    assertEquals(copied(1, 0, false), "...abc...ghi");
    assertEquals(copied(-1, 0, false), "def...jkl...");
    assertEquals(copied(0, 1, false), ".ab.de.gh.jk");
    assertEquals(copied(0, -1, false), "bc.ef.hi.kl.");
    assertEquals(copied(0, 0, true), "cbafedihglkj");
    assertEquals(copied(0, 1, true), ".cb.fe.ih.lk");
  });

  it("is the feature itself for rows that are no images", () => {
    assertEquals(featureBelow(7, { down: 0, right: 0, isMirrored: false }, undefined), 7);
  });
});
