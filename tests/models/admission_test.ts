import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../lib/mod.ts";
import { Admission } from "../../models/admission.ts";

const LIMITS = { concurrentRequests: 3, inFlightBytes: 1_000_000 };

describe("Admission", () => {
  it("refuses one request more than may be under way, and lets it in when one has left", () => {
    const admission = new Admission(LIMITS);
    for (let i = 0; i < 3; i++) admission.enter(10);
    const error = assertThrows(() => admission.enter(0), RoteError, "3 requests are under way");
    assertEquals((error as RoteError).code, "too_busy");
    admission.leave(10);
    admission.enter(0);
    assertEquals(admission.underWay, { requests: 3, bytes: 20 });
  });

  it("refuses a large body beyond the bytes under way, but not a small one", () => {
    const admission = new Admission(LIMITS);
    admission.enter(900_000);
    assertThrows(() => admission.enter(100_001), RoteError, "900000 bytes are under way");
    admission.enter(65_536);
    admission.leave(900_000);
    admission.enter(900_000);
    assertEquals(admission.underWay, { requests: 2, bytes: 965_536 });
  });

  it("lets a body above the whole bound in when it is alone", () => {
    const admission = new Admission(LIMITS);
    admission.enter(5_000_000);
    assertThrows(() => admission.enter(100_000), RoteError);
    admission.leave(5_000_000);
    assertEquals(admission.underWay, { requests: 0, bytes: 0 });
  });

  it("counts answers that are still being taken", () => {
    const admission = new Admission(LIMITS);
    admission.hold(950_000);
    assertThrows(() => admission.enter(100_000), RoteError);
    admission.hold(-950_000);
    admission.enter(100_000);
  });

  it("tells when nothing is under way", async () => {
    const admission = new Admission(LIMITS);
    await admission.idle();
    admission.enter(0);
    admission.enter(0);
    let isIdle = false;
    const idle = admission.idle().then(() => isIdle = true);
    admission.leave(0);
    await Promise.resolve();
    assertEquals(isIdle, false);
    admission.leave(0);
    await idle;
    assertEquals(isIdle, true);
  });
});
