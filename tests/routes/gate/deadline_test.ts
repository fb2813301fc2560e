import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { inTime } from "../../../routes/gate/deadline.ts";

const never = () => new Promise<never>(() => {});

describe("inTime()", () => {
  it("gives what comes in time, and the error that comes in time", async () => {
    assertEquals(await inTime(() => Promise.resolve(7), 60_000), 7);
    assertEquals(await inTime(() => 8, 0), 8);
    const failing = () => Promise.reject(new TypeError("x"));
    await assertRejects(() => inTime(failing, 60_000), TypeError);
  });

  it("gives up what does not come", async () => {
    const error = await assertRejects(() => inTime(never, 1), RoteError);
    assertEquals((error as RoteError).code, "body_too_slow");
  });

  it("does not hurry what is done once the body is read", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const slow = inTime((onRead) => {
      onRead();
      return promise;
    }, 1);
    // Somebody else is given up meanwhile.
    await assertRejects(() => inTime(never, 1), RoteError);
    resolve("done");
    assertEquals(await slow, "done");
  });
});
