/**
 * How long work will go on.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { timeLeft } from "../../cli/time_left.ts";

describe("timeLeft()", () => {
  it("goes by the speed so far, in seconds and then in minutes", () => {
    assertEquals(timeLeft(10, 0.5), "10 s left");
    assertEquals(timeLeft(1, 0.3), "3 s left");
    assertEquals(timeLeft(60, 0.25), "3 min left");
  });

  it("says nothing of what is done", () => {
    assertEquals(timeLeft(10, 1), "");
  });
});
