import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { inTurns } from "../../models/turns.ts";

describe("inTurns()", () => {
  it("rests whenever a turn is over, and returns what the work returns", async () => {
    let clock = 0;
    const rests: number[] = [];
    function* work(): Generator<void, string> {
      for (let step = 0; step < 6; step++) {
        clock += 3;
        yield;
      }
      return "done";
    }
    const rest = () => Promise.resolve(rests.push(clock));
    assertEquals(await inTurns(work(), () => clock, rest), "done");
    assertEquals(rests, [9, 18]);
  });

  it("fails as the work fails", async () => {
    // deno-lint-ignore require-yield
    function* work(): Generator<void, never> {
      throw new RangeError("too much");
    }
    await assertRejects(() => inTurns(work()), RangeError);
  });
});
