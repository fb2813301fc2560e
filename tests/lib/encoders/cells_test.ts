/** Columns of text cells that are typed by themselves. */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { CellColumn } from "../../../lib/encoders/cells.ts";
import { assertPlaced } from "./assertions.ts";

function column(...cells: string[]) {
  const column = new CellColumn("c");
  for (const cell of cells) column.add(cell);
  return column.finish((row) => row + 2);
}

describe("CellColumn", () => {
  it("takes decimal numbers and missing cells for numbers", () => {
    const cells = ["1", "-2.5", "+3e2", ".5", "7.", "", "NA", "NaN", "null", "?"];
    const values = Float64Array.of(1, -2.5, 300, .5, 7, NaN, NaN, NaN, NaN, NaN);
    assertEquals(column(...cells), { kind: "number", name: "c", values });
  });

  it("keeps every cell as it is written if one is no number", () => {
    const cells = ["1.50", "01", "", "-0", "1", "red", "NA", "2"];
    const values = ["1.50", "01", null, "-0", "1", "red", null, "2"];
    assertEquals(column(...cells), { kind: "text", name: "c", values });
    for (const cell of ["true", "0x10", "1_000", "1,5", "12 kg", "."]) {
      assertEquals(column("1", cell).kind, "text");
    }
  });

  it("refuses numbers that are not finite", () => {
    for (const cell of ["1e999", "inf", "-Infinity"]) {
      assertPlaced("value_not_finite", { row: 1, line: 3, field: "c" }, () => column("1", cell));
    }
  });

  it("holds more rows than it begins with", () => {
    const cells = Array.from({ length: 1000 }, (_, row) => String(row));
    assertEquals(column(...cells).values, Float64Array.from(cells, Number));
  });
});
