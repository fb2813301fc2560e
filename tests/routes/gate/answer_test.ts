import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { Admission } from "../../../models/operating/admission.ts";
import { boundAnswer, sharedBody, smallAnswer } from "../../../routes/gate/answer.ts";

const LIMITS = { concurrentRequests: 3, inFlightBytes: 1_000_000 };
const MINUTE = 60_000;

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => at * 31);

describe("boundAnswer()", () => {
  it("hands all bytes over, of one piece and of many, with their length", async () => {
    for (const length of [0, 1, 65_536, 65_537, 300_001]) {
      for (const shared of [false, true]) {
        const admission = new Admission(LIMITS);
        const bytes = bytesOf(length);
        const headers = { "X-Some": "thing" };
        const answer = new Response(shared ? sharedBody(bytes) : bytes, { status: 201, headers });
        const bound = await boundAnswer(answer, admission.holding(""), MINUTE, () => {});
        assertEquals([bound.status, bound.headers.get("X-Some")], [201, "thing"]);
        if (!shared) assertEquals(bound.headers.get("Content-Length"), String(length));
        assertEquals(await bound.bytes(), bytes);
        assertEquals(admission.underWay.bytes, 0, `${length}`);
      }
    }
  });

  it("counts what it holds until that is taken: of a shared body a few pieces", async () => {
    const held = async (body: BodyInit) => {
      const admission = new Admission(LIMITS);
      const bound = await boundAnswer(new Response(body), admission.holding(""), MINUTE, () => {});
      const { bytes } = admission.underWay;
      await bound.body!.cancel();
      assertEquals(admission.underWay.bytes, 0);
      return bytes;
    };
    const bytes = bytesOf(990_000);
    assertEquals(await held(bytes), 990_000);
    assertEquals(await held(sharedBody(bytes)), 2 * 262_144);
    assertEquals(await held(bytesOf(65_536)), 0);
  });

  it("tells once when all is taken, when the client has gone, and at once for a small one", async () => {
    const admission = new Admission(LIMITS);
    let ends = 0;
    const answer = (length: number) =>
      boundAnswer(new Response(bytesOf(length)), admission.holding(""), MINUTE, () => ends++);
    await answer(10);
    assertEquals(ends, 1);
    const taken = await answer(400_000);
    assertEquals(ends, 1);
    await taken.bytes();
    assertEquals(ends, 2);
    await (await answer(400_000)).body!.cancel();
    assertEquals(ends, 3);
  });

  it("refuses an answer that there is no room for, before a byte of it is sent", async () => {
    const admission = new Admission(LIMITS);
    const answer = () =>
      boundAnswer(new Response(bytesOf(600_000)), admission.holding(""), MINUTE, () => {});
    const first = await answer();
    const error = await assertRejects(answer, RoteError);
    assertEquals((error as RoteError).code, "too_busy");
    await first.bytes();
    assertEquals((await (await answer()).bytes()).length, 600_000);
  });

  it("breaks off when the client takes nothing more", async () => {
    const admission = new Admission(LIMITS);
    const answer = new Response(bytesOf(200_000));
    const reader = (await boundAnswer(answer, admission.holding(""), 1, () => {})).body!
      .getReader();
    await reader.read();
    await assertRejects(() => reader.closed, Error, "takes nothing");
    assertEquals(admission.underWay.bytes, 0);
  });

  it("leaves small answers and those without a body as they are", async () => {
    const admission = new Admission(LIMITS);
    for (const answer of [smallAnswer(new Response("x")), new Response(null, { status: 204 })]) {
      assert(await boundAnswer(answer, admission.holding(""), MINUTE, () => {}) === answer);
    }
  });
});
