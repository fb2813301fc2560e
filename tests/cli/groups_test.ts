/**
 * Labels put together into classes.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { InvalidArgumentError } from "commander";
import { UsageError } from "../../cli/failure.ts";
import { classesOf, groupLabels, parseGroup, toDataSet } from "../../cli/groups.ts";
import { matrixFromBytes, RoteError, zeroMatrix } from "../../lib/mod.ts";

const LOADED = {
  rows: matrixFromBytes(Uint8Array.of(1, 2, 3, 0), 4, 2),
  labels: ["10", "2", "cat", "2"],
};

/** Groups as commander gathers them. */
function groupsOf(...texts: string[]) {
  return texts.reduce<ReturnType<typeof parseGroup>>((all, text) => parseGroup(text, all), []);
}

describe("parseGroup()", () => {
  it("takes labels and ranges of integers, both ends included", () => {
    const groups = groupsOf("low=-3--1, 0-2,cat", "high=3-5,a=b");
    const labels = ["-4", "-3", "-1", "2", "cat", "3", "5", "6", "a=b", "1.5", ""];
    assertEquals(
      Array.from(groupLabels(labels, groups, ["low", "high"])),
      [-1, 0, 0, 0, 0, 1, 1, -1, 1, -1, -1],
    );
  });

  it("puts groups of one name together and sorts the classes", () => {
    assertEquals(classesOf(groupsOf("10=1", "9=2", "10=3")), ["9", "10"]);
  });

  it("refuses what is no group", () => {
    for (const text of ["", "x", "=1", "x=", "x=1,,2", "x=5-3"]) {
      assertThrows(() => parseGroup(text), InvalidArgumentError);
    }
  });
});

describe("toDataSet()", () => {
  it("makes the labels the classes if there are no groups", () => {
    const data = toDataSet({ ...LOADED, labels: ["10", "2", "10", "2"] }, []);
    assertEquals(data.classes, ["2", "10"]);
    assertEquals(data.labels, Uint8Array.of(1, 0, 1, 0));
  });

  it("leaves out the rows whose label is in no group", () => {
    const data = toDataSet(LOADED, groupsOf("b=10", "a=2"));
    assertEquals(data.classes, ["a", "b"]);
    assertEquals(data.labels, Uint8Array.of(1, 0, 0));
    assertEquals(data.rows.bytes, Uint8Array.of(1, 2, 0));
  });

  it("keeps to the classes of the training rows", () => {
    const error = assertThrows(() => toDataSet(LOADED, [], ["2", "10"]), RoteError);
    assertEquals(error.code, "label_unknown_class");
  });

  it("refuses a label in two groups, no rows in any, and more than 256 classes", () => {
    assertThrows(() => toDataSet(LOADED, groupsOf("a=0-9", "b=2,cat")), UsageError, "a and b");
    const none = assertThrows(() => toDataSet(LOADED, groupsOf("a=7", "b=8")), RoteError);
    assertEquals(none.code, "no_rows");
    const labels = Array.from({ length: 257 }, (_, row) => String(row));
    const rows = zeroMatrix(257, 2);
    const many = assertThrows(() => toDataSet({ rows, labels }, []), RoteError);
    assertEquals(many.code, "labels_too_many_classes");
    const most = { rows: zeroMatrix(256, 2), labels: labels.slice(0, 256) };
    assertEquals(toDataSet(most, []).labels[255], 255);
  });
});
