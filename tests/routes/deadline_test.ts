import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../lib/mod.ts";
import { inTime, streamInTime, takenInTime } from "../../routes/deadline.ts";

const never = () => new Promise<never>(() => {});

describe("inTime()", () => {
  it("gives what comes in time, and the error that comes in time", async () => {
    assertEquals(await inTime(Promise.resolve(7), 60_000), 7);
    assertEquals(inTime(8, 0), 8);
    await assertRejects(
      async () => await inTime(Promise.reject(new TypeError("x")), 60_000),
      TypeError,
    );
  });

  it("gives up what does not come", async () => {
    const error = await assertRejects(async () => await inTime(never(), 1), RoteError);
    assertEquals((error as RoteError).code, "body_too_slow");
  });
});

describe("streamInTime()", () => {
  it("hands the pieces on", async () => {
    const body = new Blob(["some ", "words"]).stream();
    assertEquals(await new Response(streamInTime(body, 60_000)).text(), "some words");
  });

  it("breaks off a body that does not end", async () => {
    const body = new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(3)) });
    await assertRejects(() => new Response(streamInTime(body, 1)).bytes(), RoteError, "not whole");
  });
});

describe("takenInTime()", () => {
  it("hands all bytes over, and says when it has", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const large = new Uint8Array(200_001);
    for (let at = 0; at < large.length; at += bytes.length) {
      large.set(bytes.subarray(0, Math.min(bytes.length, large.length - at)), at);
    }
    let ends = 0;
    const body = takenInTime(large, 60_000, () => ends++);
    assertEquals(await new Response(body).bytes(), large);
    assertEquals(ends, 1);
  });

  it("ends once when the client goes", async () => {
    let ends = 0;
    const reader = takenInTime(new Uint8Array(200_000), 60_000, () => ends++).getReader();
    await reader.read();
    await reader.cancel();
    assertEquals(ends, 1);
  });

  it("breaks off when the client takes nothing more", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const reader = takenInTime(new Uint8Array(200_000), 1, resolve).getReader();
    await promise;
    await assertRejects(() => reader.read(), Error, "takes nothing");
  });
});
