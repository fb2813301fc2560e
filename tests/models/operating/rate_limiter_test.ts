import { assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { RateLimiter } from "../../../models/operating/rate_limiter.ts";

describe("RateLimiter", () => {
  it("lets a minute's requests in at once, then one after the other", () => {
    let now = 0;
    const limiter = new RateLimiter(3, () => now);
    assertEquals([1, 2, 3].map(() => limiter.take("a")), [0, 0, 0]);
    assertAlmostEquals(limiter.take("a"), 20, 1e-9);
    now = 19_000;
    assertAlmostEquals(limiter.take("a"), 1, 1e-9);
    now = 20_000;
    assertEquals(limiter.take("a"), 0);
    assertAlmostEquals(limiter.take("a"), 20, 1e-9);
  });

  it("keeps clients apart, and a refused request costs nothing", () => {
    const limiter = new RateLimiter(1, () => 0);
    assertEquals([limiter.take("a"), limiter.take("b")], [0, 0]);
    for (let i = 0; i < 5; i++) assertAlmostEquals(limiter.take("a"), 60, 1e-9);
  });

  it("never lets more than the limit in within any minute that it was idle before", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), gaps, (perMinute, gaps) => {
      let now = 0;
      const limiter = new RateLimiter(perMinute, () => now);
      const accepted: number[] = [];
      for (const gap of gaps) {
        now += gap;
        if (limiter.take("a") === 0) accepted.push(now);
      }
      // A full allowance at once, and what comes back in a minute.
      const most = Math.max(
        0,
        ...accepted.map((start) =>
          accepted.filter((at) => at >= start && at < start + 60_000).length
        ),
      );
      return most <= 2 * perMinute;
    }));
  });
});
