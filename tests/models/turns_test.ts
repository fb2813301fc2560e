import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { inTurns, takeBreak } from "../../models/turns.ts";

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

describe("takeBreak()", () => {
  it("is long enough for whoever comes over a connection", async () => {
    const server = Deno.serve({ port: 0, onListen() {} }, () => new Response("ok"));
    const ask = async () => await (await fetch(`http://127.0.0.1:${server.addr.port}`)).text();
    await ask();
    let isAnswered = false;
    const asked = ask().then(() => isAnswered = true);
    let breaks = 0;
    for (; !isAnswered && breaks < 1_000; breaks++) {
      // Something that takes a moment: a break between nothing and nothing proves nothing.
      crypto.getRandomValues(new Uint8Array(65_536)).toSorted();
      await takeBreak();
    }
    await asked;
    await server.shutdown();
    assert(breaks < 20, `${breaks} breaks`);
  });
});
