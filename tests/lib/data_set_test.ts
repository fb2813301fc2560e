import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  checkClasses,
  checkDataSet,
  checkLabelCount,
  checkRowCount,
  countClasses,
  type DataSet,
  indexLabels,
  nameClasses,
  selectData,
} from "../../lib/data_set.ts";
import type { ErrorCode } from "../../lib/errors.ts";
import { MAX_OFFENDERS, MAX_ROWS } from "../../lib/limits.ts";
import { zeroMatrix } from "../../lib/bit_matrix.ts";
import { assertRefused } from "./assertions.ts";
import { randomData } from "./random_data.ts";

describe("nameClasses()", () => {
  const cases: [string, unknown[], string[]][] = [
    ["numbers by value", [10, 9, 10, -1], ["-1", "9", "10"]],
    ["text that reads as numbers by value", ["10", "9", "1e1"], ["9", "10", "1e1"]],
    ["text by code unit", ["b", "a", "B", "b"], ["B", "a", "b"]],
    ["booleans as text", [true, false, true], ["false", "true"]],
    ["a mixture by code unit", [true, "10", 9], ["10", "9", "true"]],
    ["blank text as text, not as zero", ["1", " "], [" ", "1"]],
    ["minus zero as zero", [-0, 0, 1], ["0", "1"]],
    ["a number and its text as one", [1, "1", 0], ["0", "1"]],
    ["nothing", [], []],
  ];
  for (const [what, labels, expected] of cases) {
    it(`sorts ${what}`, () => assertEquals(nameClasses(labels), expected));
  }

  const circular: unknown[] = [];
  circular.push(circular);
  const bad = { null: null, undefined, NaN, Infinity, "a bigint": 1n, "a list": [1] };
  for (const [what, label] of Object.entries({ ...bad, "a list of itself": circular })) {
    it(`refuses ${what} with its row`, () => {
      const error = assertRefused("label_bad_type", () => nameClasses([0, 1, label], "/y"));
      assertEquals(error.offenders.length, 1);
      assertEquals(error.offenders[0]!.row, 2);
      assertEquals(error.offenders[0]!.field, "/y/2");
      assertStringIncludes(error.message, "Label 2 is ");
    });
  }

  it("lists the first offenders and no more", () => {
    const error = assertRefused("label_bad_type", () => nameClasses(Array(50).fill(null)));
    assertEquals(error.offenders.map(({ row }) => row), [...Array(MAX_OFFENDERS).keys()]);
  });
});

describe("indexLabels()", () => {
  it("gives the index of the class of each label", () => {
    assertEquals(indexLabels(["yes", "no", "yes"], ["no", "yes"]), Uint8Array.of(1, 0, 1));
    assertEquals(indexLabels([true, false], ["false", "true"]), Uint8Array.of(1, 0));
    assertEquals(indexLabels([9, "10"], ["9", "10"]), Uint8Array.of(0, 1));
  });

  it("refuses a label that names no class, with its row", () => {
    const error = assertRefused("label_unknown_class", () => indexLabels([0, 2], ["0", "1"]));
    assertEquals(error.offenders[0]!.row, 1);
    assertEquals(error.offenders[0]!.field, "/labels/1");
  });

  it("refuses a label of another type, with its row", () => {
    const error = assertRefused("label_bad_type", () => indexLabels(["0", {}], ["0", "1"]));
    assertEquals(error.offenders[0]!.row, 1);
  });
});

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
