/** Numbers and categories from CSV and JSON: typed by themselves, or read for an encoder. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { bitAt, type BitMatrix, encodeValues, fitEncoder, RoteError } from "../../../lib/mod.ts";
import { readCsv } from "../../../models/requests/csv.ts";
import { readValues } from "../../../models/requests/json_values.ts";
import { assertRefused } from "../../lib/assertions.ts";
import { assertPlaced } from "../../lib/encoders/assertions.ts";

const streamOf = (text: string) => new Blob([text]).stream();
const typed = (text: string) => readCsv(streamOf(text), { labels: "optional", cells: "typed" });
const bitsOf = (matrix: BitMatrix) =>
  Array.from(
    { length: matrix.rows },
    (_, row) => Array.from({ length: matrix.columns }, (_, at) => bitAt(matrix, row, at)).join(""),
  );
const ENCODER = fitEncoder(readValues([[1, "red"], [2, "blue"], [null, true]], ["n", "c"], ""));

describe("readCsv() of cells that are typed", () => {
  it("takes rows of 0 and 1 for bits", async () => {
    const read = await typed("a,label,b\n0,x,1\n1,y,1\n");
    assert("rows" in read);
    assertEquals([bitsOf(read.rows), read.labels], [["01", "11"], ["x", "y"]]);
  });

  it("makes columns of all rows from the first value on that is no bit", async () => {
    const read = await typed("a,label,b,c\n0,x,1,1\n\n1,y,2.5,red\n,x,1,\n");
    assert("values" in read);
    assertEquals(read.values, {
      rows: 3,
      columns: [
        { kind: "number", name: "a", values: Float64Array.of(0, 1, NaN) },
        { kind: "number", name: "b", values: Float64Array.of(1, 2.5, 1) },
        { kind: "text", name: "c", values: ["1", "red", null] },
      ],
    });
    assertEquals([read.labels, read.lines], [["x", "y", "x"], [2, 4, 5]]);
  });

  it("names row, line and column of a number that is not finite", async () => {
    const error = await assertRejects(() => typed("a,b\n1,1\n2,1e999\n"), RoteError);
    const [{ detail: _, ...place }] = error.offenders as [RoteError["offenders"][0]];
    assertEquals(place, { code: "value_not_finite", row: 1, line: 3, field: "b" });
  });
});

describe("readCsv() of more cells than there may be", () => {
  it("refuses those that are no bits", async () => {
    const read = (text: string) =>
      readCsv(streamOf(text), { labels: "optional", cells: "typed", maxValues: 4 });
    assert("values" in await read("a,b\n0,1\n2,3\n"));
    const error = await assertRejects(() => read("a,b\n0,2\n2,3\n4,5\n"), RoteError);
    assertEquals([error.code, error.offenders[0]!.line], ["too_many_rows", 4]);
    assert("rows" in await read("a,b\n0,1\n1,0\n1,1\n"));
  });
});

describe("readCsv() for an encoder", () => {
  const read = (text: string) => readCsv(streamOf(text), { labels: "optional", cells: ENCODER });

  it("finds columns by their names, and leaves others and the label out", async () => {
    const { rows, labels } = await read("c,x,label,n\nred,9,l,1\n?,9,m,NA\ngreen,9,n,2\n");
    assertEquals([bitsOf(rows), labels], [["00010", "01000", "10000"], ["l", "m", "n"]]);
  });

  it("names what is missing or of another type", async () => {
    const missing = await assertRejects(() => read("n,d\n1,red\n"), RoteError);
    assertEquals([missing.code, missing.offenders[0]!.field], ["column_missing", "c"]);
    const error = await assertRejects(() => read("n,c\n1,red\nx,red\ninf,red\n"), RoteError);
    assertEquals(error.offenders.map(({ code, line, field }) => [code, line, field]), [
      ["value_bad_type", 3, "n"],
      ["value_not_finite", 4, "n"],
    ]);
  });
});

describe("readValues()", () => {
  it("reads of a record what it has, however many columns there are", () => {
    let reads = 0;
    const record = (row: Record<string, unknown>) =>
      new Proxy(row, {
        getOwnPropertyDescriptor(target, key) {
          reads++;
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
      });
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`c${at}`, at]));
    const { columns } = readValues(
      [wide, ...Array(50).fill(record({ c7: 1 }))],
      undefined,
      "/rows",
    );
    assertEquals(columns[7]!.values, Float64Array.of(7, ...Array(50).fill(1)));
    assertEquals(columns[8]!.values, Float64Array.of(8, ...Array(50).fill(NaN)));
    assert(reads < 1_000, `${reads} reads`);
  });

  it("tells faults column by column", () => {
    const rows = [{ a: 1, b: [] }, { a: {}, b: 1 }, { b: Infinity, a: 1e999 }];
    const error = assertRefused("value_bad_type", () => readValues(rows, undefined, "/rows"));
    assertEquals(error.offenders.map(({ code, field }) => [code, field]), [
      ["value_bad_type", "/rows/1/a"],
      ["value_not_finite", "/rows/2/a"],
      ["value_bad_type", "/rows/0/b"],
      ["value_not_finite", "/rows/2/b"],
    ]);
  });

  it("types columns by their values, of records and arrays", () => {
    const columns = [
      { kind: "number", name: "n", values: Float64Array.of(1, NaN) },
      { kind: "text", name: "c", values: ["1.5", "true"] },
      { kind: "text", name: "d", values: [null, "NA"] },
    ];
    const records = [{ n: 1, c: 1.5 }, { c: true, d: "NA" }];
    assertEquals(readValues(records, undefined, "/rows"), { rows: 2, columns } as never);
    const arrays = [[1, 1.5, null], [null, true, "NA"]];
    assertEquals(readValues(arrays, ["n", "c", "d"], "/rows"), { rows: 2, columns } as never);
    const names = readValues(arrays, undefined, "/rows").columns.map(({ name }) => name);
    assertEquals(names, ["0", "1", "2"]);
  });

  it("points at what is no value", () => {
    const read = (...rows: unknown[]) => () => readValues(rows, undefined, "/rows");
    assertPlaced("value_bad_type", { row: 1, field: "/rows/1/a~1b" }, read({}, { "a/b": [] }));
    assertPlaced("value_not_finite", { row: 0, field: "/rows/0/1" }, read([1, Infinity]));
    assertPlaced("row_too_long", { row: 1, field: "/rows/1" }, read([1], [1, 2]));
    assertPlaced("row_bad_type", { row: 1, field: "/rows/1" }, read([1], "1"));
    assertRefused("features_out_of_range", read({}, {}));
    assertRefused("features_out_of_range", read(7));
  });
});

describe("encodeValues()", () => {
  it("makes bits of records and arrays", () => {
    const rows = [{ c: "red", n: 1, more: 1 }, [2, "blue"], { n: null, c: true }, [0, null]];
    assertEquals(bitsOf(encodeValues(ENCODER, rows, "/rows")), [
      ...["00010", "10100", "01001", "00000"],
    ]);
  });

  it("points at what the encoder does not read", () => {
    const encode = (...rows: unknown[]) => () => encodeValues(ENCODER, rows, "/rows");
    assertPlaced("value_bad_type", { row: 0, field: "/rows/0/n" }, encode({ n: "1", c: "red" }));
    assertPlaced("value_bad_type", { row: 0, field: "/rows/0/1" }, encode([1, {}]));
    assertPlaced("column_missing", { row: 0, field: "/rows/0" }, encode({ n: 1 }));
    assertPlaced("row_too_short", { row: 1, field: "/rows/1" }, encode([1, "red"], [1]));
    assertPlaced("row_bad_type", { row: 0, field: "/rows/0" }, encode("11"));
  });
});
