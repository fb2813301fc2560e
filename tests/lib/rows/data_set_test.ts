import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  checkClasses,
  checkDataSet,
  checkLabelCount,
  checkRowCount,
  countClasses,
  type DataSet,
  selectData,
} from "../../../lib/rows/data_set.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import { MAX_ROWS } from "../../../lib/limits.ts";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { assertRefused } from "../assertions.ts";
import { randomData } from "../random_data.ts";

describe("checkClasses()", () => {
  const cases: [string, string[], ErrorCode | undefined][] = [
    ["two names", ["no", "yes"], undefined],
    ["the longest name", ["a", "ä".repeat(128)], undefined],
    ["no class", [], "labels_one_class"],
    ["one class", ["a"], "labels_one_class"],
    ["three classes", ["a", "b", "c"], "labels_too_many_classes"],
    ["nine classes", [..."abcdefghi"], "labels_too_many_classes"],
    ["an empty name", ["", "b"], "class_name_not_legal"],
    ["a name of 257 bytes", ["a", "ä".repeat(128) + "b"], "class_name_not_legal"],
    ["half a surrogate pair", ["a", "\ud800"], "class_name_not_legal"],
    ["one name twice", ["a", "a"], "class_name_not_legal"],
  ];
  for (const [what, classes, code] of cases) {
    it(`${code ? "refuses" : "takes"} ${what}`, () => {
      if (code) assertRefused(code, () => checkClasses(classes));
      else checkClasses(classes);
    });
  }
});

describe("checkDataSet()", () => {
  const good: DataSet = {
    rows: zeroMatrix(3, 2),
    labels: Uint8Array.of(0, 1, 1),
    classes: ["a", "b"],
  };
  const cases: [string, Partial<DataSet>, ErrorCode][] = [
    ["no rows", { rows: zeroMatrix(0, 2), labels: Uint8Array.of() }, "no_rows"],
    ["rows without labels", { labels: Uint8Array.of() }, "labels_missing"],
    ["too few labels", { labels: Uint8Array.of(0, 1) }, "label_count_mismatch"],
    ["too many labels", { labels: Uint8Array.of(0, 1, 0, 1) }, "label_count_mismatch"],
    ["one class", { classes: ["a"] }, "labels_one_class"],
    ["a class without rows", { labels: Uint8Array.of(1, 1, 1) }, "labels_one_class"],
    ["three classes", { classes: ["a", "b", "c"] }, "labels_too_many_classes"],
    ["an illegal class name", { classes: ["a", ""] }, "class_name_not_legal"],
    ["a label of no class", { labels: Uint8Array.of(0, 1, 2) }, "label_unknown_class"],
  ];

  it("takes rows with labels of two classes", () => checkDataSet(good));

  for (const [what, change, code] of cases) {
    it(`refuses ${what}`, () => {
      const error = assertRefused(code, () => checkDataSet({ ...good, ...change }));
      if (code === "label_unknown_class") assertEquals(error.offenders[0]!.row, 2);
    });
  }
});

describe("countClasses()", () => {
  it("counts the rows of each class, and refuses a row of none", () => {
    assertEquals([...countClasses(Uint8Array.of(1, 0, 1, 1), ["a", "b", "c"])], [1, 3, 0]);
    const error = assertRefused("label_unknown_class", () => {
      countClasses(Uint8Array.of(0, 2), ["a", "b"]);
    });
    assertEquals(error.offenders[0]!.row, 1);
  });
});

describe("checkRowCount()", () => {
  it("refuses none and more than the limit", () => {
    checkRowCount(MAX_ROWS);
    assertRefused("no_rows", () => checkRowCount(0));
    assertRefused("too_many_rows", () => checkRowCount(MAX_ROWS + 1));
    assertRefused("too_many_rows", () => checkRowCount(11, 10));
  });
});

describe("checkLabelCount()", () => {
  it("names the list that is off", () => {
    checkLabelCount(4, 4);
    const error = assertRefused(
      "label_count_mismatch",
      () => checkLabelCount(4, 3, "/test/labels"),
    );
    assertEquals(error.offenders[0]!.field, "/test/labels");
  });
});

describe("selectData()", () => {
  it("keeps rows and labels together", () => {
    const data = randomData(3, { rows: 10, features: 9 });
    const selected = selectData(data, [9, 2]);
    assertEquals([...selected.labels], [data.labels[9], data.labels[2]]);
    assertEquals([...selected.rows.bytes.subarray(0, 2)], [...data.rows.bytes.subarray(18)]);
    assertEquals(selected.classes, data.classes);
  });
});
