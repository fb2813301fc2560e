import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { pageOf } from "../../../models/store/page.ts";

describe("pageOf()", () => {
  const page = (sizes: number[], limit: number) =>
    pageOf(sizes.map((size, at) => ({ size, at })), limit, ({ size }) => size, ({ at }) => `${at}`);
  const shape = (sizes: number[], limit: number) => {
    const { entries, next } = page(sizes, limit);
    return [entries.length, next];
  };

  it("has as many entries as it may, and names the last where there are more", () => {
    assertEquals(shape([], 3), [0, undefined]);
    assertEquals(shape([1, 1, 1], 3), [3, undefined]);
    assertEquals(shape([1, 1, 1, 1], 3), [3, "2"]);
  });

  it("ends before its text is too long, but has one entry at least", () => {
    assertEquals(shape([65_536, 1], 3), [1, "0"]);
    assertEquals(shape([65_535, 1], 3), [2, undefined]);
    assertEquals(shape([100_000, 1], 3), [1, "0"]);
    assertEquals(shape([100_000], 3), [1, undefined]);
  });
});
