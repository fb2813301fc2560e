import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { Admission } from "../../../models/operating/admission.ts";
import { Shares } from "../../../models/operating/shares.ts";

const LIMITS = { concurrentRequests: 3, inFlightBytes: 1_000_000 };

/** A holding of so many bytes. */
function hold(admission: Admission, bytes: number, client = "") {
  const holding = admission.holding(client);
  holding.add(bytes);
  return holding;
}

const isBusy = (work: () => unknown, words: string) => {
  const error = assertThrows(work, RoteError, words) as RoteError;
  assertEquals(error.code, "too_busy");
};

describe("Admission", () => {
  it("refuses one request more than may be under way, and lets it in when one has left", () => {
    const admission = new Admission(LIMITS);
    for (let i = 0; i < 3; i++) admission.enter("");
    isBusy(() => admission.enter(""), "3 requests are under way");
    admission.leave("");
    admission.enter("");
    assertEquals(admission.underWay, { requests: 3, bytes: 0 });
  });

  it("refuses a large body beyond the bytes under way, but not a small one", () => {
    const admission = new Admission(LIMITS);
    const large = hold(admission, 900_000);
    isBusy(() => hold(admission, 100_001), "900000 bytes are under way");
    hold(admission, 65_536);
    large.free();
    hold(admission, 900_000);
    assertEquals(admission.underWay.bytes, 965_536);
  });

  it("counts what has come of a body, not what is still to come", () => {
    const admission = new Admission(LIMITS);
    const bodies = Array.from({ length: 8 }, () => hold(admission, 100_000));
    isBusy(() => bodies[0]!.add(200_001), "300001 more");
    bodies[0]!.add(200_000);
    bodies[1]!.free(50_000);
    bodies[0]!.add(50_000);
    for (const body of bodies) body.free();
    assertEquals(admission.underWay.bytes, 0);
  });

  it("lets a body above the whole bound in when it is alone", () => {
    const admission = new Admission(LIMITS);
    const huge = hold(admission, 3_000_000);
    huge.add(2_000_000);
    isBusy(() => hold(admission, 100_000), "5000000 bytes");
    huge.free();
    assertEquals(admission.underWay, { requests: 0, bytes: 0 });
  });

  it("leaves room for others whatever one client does", () => {
    const limits = { concurrentRequests: 10, inFlightBytes: 1_000_000 };
    const admission = new Admission(limits, new Shares(0.5, { size: 2 }));
    for (let i = 0; i < 5; i++) admission.enter("one");
    isBusy(() => admission.enter("one"), "5 requests of this client");
    hold(admission, 400_000, "one");
    isBusy(() => hold(admission, 100_001, "one"), "its share of 500000");
    for (let i = 0; i < 5; i++) admission.enter("two");
    hold(admission, 500_000, "two");
    admission.leave("one");
    admission.enter("one");
  });

  it("tells when nothing is under way", async () => {
    const admission = new Admission(LIMITS);
    await admission.idle();
    admission.enter("");
    admission.enter("");
    let isIdle = false;
    const idle = admission.idle().then(() => isIdle = true);
    admission.leave("");
    await Promise.resolve();
    assertEquals(isIdle, false);
    admission.leave("");
    await idle;
    assertEquals(isIdle, true);
  });
});
