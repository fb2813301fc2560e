import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Shares, WHOLE } from "../../../models/operating/shares.ts";

describe("Shares", () => {
  it("gives each of several keys its share, and at least one", () => {
    const shares = new Shares(0.5, { size: 2 });
    assertEquals([shares.of("a", 10), shares.of("a", 3), shares.of("a", 1)], [5, 1, 1]);
    assertEquals([shares.of("", 10), shares.areParts], [5, true]);
  });

  it("gives the only key everything, and those without a key their share", () => {
    const shares = new Shares(0.5, { size: 1 });
    assertEquals([shares.of("a", 10), shares.of("", 10)], [10, 5]);
  });

  it("gives everybody everything where there are no keys, or where the share is whole", () => {
    for (const shares of [WHOLE, new Shares(0.5, { size: 0 }), new Shares(1, { size: 5 })]) {
      assertEquals([shares.of("", 10), shares.of("a", 10), shares.areParts], [10, 10, false]);
    }
  });
});
