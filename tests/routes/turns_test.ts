import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Admission } from "../../models/operating/admission.ts";
import { boundAnswer, sharedBody } from "../../routes/gate/answer.ts";
import { BoundedBody } from "../../routes/gate/body.ts";
import { openService } from "./service_fixture.ts";

const BYTES = 16_777_216;
const ADMISSION = new Admission({ concurrentRequests: 1, inFlightBytes: 2 * BYTES });

/** How often others had their turn while something was done. */
async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await work();
  clearInterval(timer);
  return turns;
}

/** Bytes that are all there already, in pieces of so many. */
function ready(bytes: Uint8Array<ArrayBuffer>, piece: number) {
  let at = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += piece));
    },
  });
}

describe("others have their turn", () => {
  it("while a large body is read that is there already", async () => {
    const bounds = { bytes: BYTES, milliseconds: 60_000 };
    const body = new BoundedBody(
      ready(new Uint8Array(BYTES), 65_536),
      bounds,
      ADMISSION.holding(""),
    );
    assert(await turnsOf(() => new Response(body.stream).bytes()) > 0);
    body.release();
  });

  it("while a large answer is taken as fast as it is given", async () => {
    const answer = new Response(sharedBody(new Uint8Array(BYTES)));
    const bounded = await boundAnswer(answer, ADMISSION.holding(""), 60_000, () => {});
    assert(await turnsOf(() => bounded.bytes()) > 0);
  });
});

describe("POST /v2/repository/index", () => {
  it("reads no body above 64 KiB: it says next to nothing", async () => {
    const { app, close } = openService();
    try {
      const ask = (body: string) => app.request("/v2/repository/index", { method: "POST", body });
      assertEquals((await ask(`${" ".repeat(65_000)}{}`)).status, 200);
      const refused = await ask(`${" ".repeat(65_536)}{}`);
      assertEquals(refused.status, 413);
      assertEquals((await refused.json()).error.includes("65536 bytes"), true);
    } finally {
      close();
    }
  });
});
