/**
 * Values of options.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { InvalidArgumentError } from "commander";
import { countOrNone, decimal, imageShape } from "../../cli/options.ts";

describe("imageShape()", () => {
  it("reads height, width and channels, one channel unless said", () => {
    assertEquals(imageShape("28x30"), [28, 30, 1]);
    assertEquals(imageShape("32x31x3"), [32, 31, 3]);
  });

  it("refuses anything else", () => {
    for (const text of ["", "28", "28x", "x28", "28X28", "1x2x3x4", "-1x2", "2.5x3"]) {
      assertThrows(() => imageShape(text), InvalidArgumentError);
    }
  });
});

describe("decimal()", () => {
  it("reads a number from 0 up, and refuses anything else", () => {
    assertEquals(["1", "0.05", ".5", "10."].map(decimal), [1, 0.05, 0.5, 10]);
    for (const text of ["", ".", "-1", "1e3", "0x10", "NaN", " 1", "1,5"]) {
      assertThrows(() => decimal(text), InvalidArgumentError);
    }
  });
});

describe("countOrNone()", () => {
  it("reads an integer from 0 up or none", () => {
    assertEquals(["0", "7", "none"].map(countOrNone), [0, 7, "none"]);
    for (const text of ["", "all", "1.5"]) {
      assertThrows(() => countOrNone(text), InvalidArgumentError);
    }
  });
});
