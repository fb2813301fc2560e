/**
 * Reading CSV: what goes in comes out, whatever the dialect and however the bytes arrive, and each
 * fault is told with its place.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bitAt, type Offender, RoteError } from "../../../lib/mod.ts";
import { readCsv } from "../../../models/requests/csv.ts";
import type { CsvOptions } from "../../../models/requests/csv_table.ts";

const REQUIRED = { labels: "required" } as const satisfies CsvOptions;
const OPTIONAL = { labels: "optional" } as const satisfies CsvOptions;

/** A stream of some bytes, cut into chunks of a size. */
function streamOf(text: string | Uint8Array, size = 1 << 20): ReadableStream<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
}

/** Reads what must be refused and returns the error. */
function refusal(text: string | Uint8Array, options: CsvOptions = REQUIRED): Promise<RoteError> {
  return assertRejects(() => readCsv(streamOf(text), options), RoteError);
}

/** The places of the offenders. */
function places({ offenders }: RoteError): Omit<Offender, "detail">[] {
  return offenders.map(({ detail: _, ...place }) => place);
}

describe("readCsv()", () => {
  it("takes the column of labels out and keeps the others in order", async () => {
    const read = await readCsv(streamOf("b,label,a\n1,x,0\n0,y,1\n"), REQUIRED);
    assertEquals(read, {
      rows: { rows: 2, columns: 2, stride: 1, bytes: Uint8Array.of(0b01, 0b10) },
      labels: ["x", "y"],
      features: ["b", "a"],
    });
  });

  it("takes the column of labels by the name it is told", async () => {
    const options = { ...REQUIRED, label: "class" };
    const read = await readCsv(streamOf("label,class\n1,x\n0,y\n"), options);
    assertEquals(read.labels, ["x", "y"]);
    assertEquals(read.features, ["label"]);
  });

  it("reads any dialect of the same rows in any chunks", async () => {
    const word = fc.string({ unit: "binary", maxLength: 8 })
      .map((text) => `${text.replaceAll("\ufffd", "").replaceAll("\ufeff", "")}!`)
      .filter((text) => text === text.trim());
    const table = fc.integer({ min: 1, max: 20 }).chain((columns) =>
      fc.record({
        names: fc.uniqueArray(word, { minLength: columns, maxLength: columns }),
        rows: fc.array(
          fc.record({
            bits: fc.array(fc.constantFrom(0, 1), { minLength: columns, maxLength: columns }),
            label: word,
          }),
          { minLength: 1, maxLength: 20 },
        ),
        labelAt: fc.integer({ min: 0, max: columns }),
        newline: fc.constantFrom("\n", "\r\n"),
        isQuoted: fc.boolean(),
        spaces: fc.constantFrom("", " ", "\t "),
        start: fc.constantFrom("", "\ufeff"),
        end: fc.constantFrom("", "\n", "\r\n\r\n", "\n \n"),
        chunk: fc.integer({ min: 1, max: 64 }),
      })
    );
    await fc.assert(
      fc.asyncProperty(table, async (t) => {
        const cell = (text: string) => {
          const mustQuote = t.isQuoted || /[",\s]/.test(text);
          const quoted = mustQuote ? `"${text.replaceAll('"', '""')}"` : text;
          return t.spaces + quoted + t.spaces;
        };
        const line = (cells: string[]) => cells.map(cell).join(",");
        const lines = [
          line(t.names.toSpliced(t.labelAt, 0, "label")),
          ...t.rows.map(({ bits, label }) => line(bits.map(String).toSpliced(t.labelAt, 0, label))),
        ];
        const text = t.start + lines.join(t.newline) + t.end;
        const { rows, labels, features } = await readCsv(streamOf(text, t.chunk), REQUIRED);
        assertEquals(features, t.names);
        assertEquals(labels, t.rows.map(({ label }) => label));
        assertEquals([rows.rows, rows.columns], [t.rows.length, t.names.length]);
        t.rows.forEach(({ bits }, row) =>
          assertEquals(bits, bits.map((_, column) => bitAt(rows, row, column)))
        );
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it("packs more rows than fit its first buffer", async () => {
    const names = Array.from({ length: 100 }, (_, at) => `f${at}`);
    const bitOf = (row: number, column: number) => (row * 7 + column * column) % 3 === 0 ? 1 : 0;
    const lines = Array.from(
      { length: 9_000 },
      (_, row) => names.map((_, column) => bitOf(row, column)).join(","),
    );
    const { rows } = await readCsv(streamOf([names.join(","), ...lines].join("\n")), OPTIONAL);
    assertEquals([rows.rows, rows.columns, rows.bytes.length], [9_000, 100, 9_000 * 13]);
    for (const row of [0, 1, 5_041, 5_042, 8_999]) {
      assertEquals(
        names.map((_, at) => bitAt(rows, row, at)),
        names.map((_, at) => bitOf(row, at)),
      );
    }
  });

  it("lets other tasks run while it reads one large chunk", async () => {
    const text = "a,b\n" + "1,0\n".repeat(100_000);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await readCsv(streamOf(text), OPTIONAL);
    clearInterval(timer);
    assert(turns > 1, `${turns} turns`);
  });

  it("passes an error of the source on", async () => {
    const source = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("the line broke")),
    });
    await assertRejects(() => readCsv(source, REQUIRED), Error, "the line broke");
  });

  it("closes the source when it refuses", async () => {
    const closed = Promise.withResolvers<void>();
    const source = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("a,b\n1,0\n")),
      cancel: () => closed.resolve(),
    });
    const error = await assertRejects(() => readCsv(source, REQUIRED), RoteError);
    assertEquals(error.code, "csv_column_missing");
    // A source that stays open leaves the test without an end, which Deno tells.
    await closed.promise;
  });
});

describe("readCsv() and labels", () => {
  it("gives none if there is no such column and none is needed", async () => {
    const read = await readCsv(streamOf("a,b\n1,0\n"), OPTIONAL);
    assertEquals(read.labels, undefined);
    assertEquals(read.features, ["a", "b"]);
  });

  it("gives none if the column is there, empty and not needed", async () => {
    assertEquals((await readCsv(streamOf("a,label\n1,\n0,\n"), OPTIONAL)).labels, undefined);
  });

  it("refuses a row without a label among rows with one", async () => {
    for (const options of [REQUIRED, OPTIONAL]) {
      const error = await refusal("a,label\n1,x\n0, \n1,\n", options);
      assertEquals(error.code, "labels_missing");
      assertEquals(places(error)[0], { code: "labels_missing", row: 1, line: 3, field: "label" });
    }
  });

  it("refuses a needed column that is not there, and lists those that are", async () => {
    const error = await refusal("a,b,c,d,e,f\n1,0,1,0,1,0\n");
    assertEquals(error.code, "csv_column_missing");
    assertStringIncludes(error.message, `no column "label" among "a", "b", "c", "d", "e", ...`);
  });

  it("says that a first line of bits looks like a row", async () => {
    for (const header of ["0,1,1", "0,1,1,seven"]) {
      const error = await refusal(`${header}\n${header}\n`);
      assertEquals(error.code, "csv_column_missing");
      assertStringIncludes(error.message, "looks like a row");
    }
    assertStringIncludes((await refusal("0,1\n1,1\n", OPTIONAL)).message, "looks like a row");
  });
});

describe("readCsv() refuses", () => {
  it("a cell that is neither 0 nor 1, with line, row, position and column", async () => {
    const error = await refusal("a,label,b\r\n1,x,0\r\n1,x,2\r\n");
    assertEquals(error.code, "row_bad_character");
    assertStringIncludes(error.message, `Row 1 (line 3) has "2" in column "b"`);
    const place = { row: 1, line: 3, position: 1, field: "b" };
    assertEquals(places(error), [{ code: "row_bad_character", ...place }]);
  });

  it("true, false, an empty cell and a quoted space", async () => {
    for (const cell of ["true", "FALSE", "", '" 1"', "01", "1.0", "１"]) {
      assertEquals((await refusal(`a,b\n1,${cell}\n`, OPTIONAL)).code, "row_bad_character", cell);
    }
  });

  it("several faults at once, in the order of their lines", async () => {
    const error = await refusal("a,label\n1,x\n5,x\n1\n1,\n1,x\n-1,x\n");
    assertEquals(places(error).map(({ code, row, line }) => [code, row, line]), [
      ["row_bad_character", 1, 3],
      ["csv_ragged_line", 2, 4],
      ["labels_missing", 3, 5],
      ["row_bad_character", 5, 7],
    ]);
  });

  it("no more than ten faults at once", async () => {
    const error = await refusal("a,label\n" + "5,x\n".repeat(1000));
    assertEquals(error.offenders.length, 10);
  });

  it("a line with fewer or more cells than columns", async () => {
    for (const line of ["1", "1,0,x,1"]) {
      const error = await refusal(`a,b,label\n1,0,x\n${line}\n`);
      assertEquals(places(error), [{ code: "csv_ragged_line", row: 1, line: 3 }]);
      assertStringIncludes(error.message, "the header names 3 columns");
    }
  });

  it("quotes that do not fit, with the line", async () => {
    const faults = [
      ['a,label\n1,x\n1,"x" y\n', "text behind a closing quote", 3],
      ['a,label\n1,x\n1,x"y"\n', "a quote within a cell", 3],
      ['a,label\n1,x\n1,"x\n', "never closed", 3],
    ] as const;
    for (const [text, words, line] of faults) {
      const error = await refusal(text);
      assertEquals(places(error), [{ code: "csv_malformed", line }], text);
      assertStringIncludes(error.message, words);
    }
  });

  it("a line that does not end", async () => {
    const endless = (filler: string) => refusal(`a,label\n${filler.repeat(5_000_000)}`);
    assertEquals((await endless(",")).code, "csv_malformed");
    assertEquals((await endless("1")).code, "csv_malformed");
    const lines = await refusal('a,label\n1,"' + "x\n".repeat(3_000_000));
    assertEquals(lines.code, "csv_malformed");
    assertStringIncludes(lines.message, "a quote is never closed");
  });

  it("column names that are missing or the same", async () => {
    assertStringIncludes((await refusal("a,,label\n1,0,x\n")).message, "Column 2 has no name");
    for (const header of ["a,a,label", "label,a,label"]) {
      const error = await refusal(`${header}\n1,0,x\n`);
      assertEquals(error.code, "csv_malformed");
      assertStringIncludes(error.message, "Two columns have the name");
    }
  });

  it("text that is not UTF-8", async () => {
    const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    assertEquals((await refusal(latin1("caf\xe9,label\n1,x\n"))).code, "csv_malformed");
    const error = await refusal(latin1("a,label\n1,caf\xe9\n"));
    assertEquals(places(error), [{ code: "csv_malformed", row: 0, line: 2, field: "label" }]);
  });

  it("a file without rows", async () => {
    for (const text of ["", "\n\n", "a,label\n", "\ufeff"]) {
      assertEquals((await refusal(text)).code, "no_rows", JSON.stringify(text));
    }
  });

  it("more rows than allowed, without reading on", async () => {
    const text = "a,label\n" + "1,x\n".repeat(3) + "not even a row\n";
    const error = await refusal(text, { ...REQUIRED, maxRows: 2 });
    assertEquals(error.code, "too_many_rows");
    assertStringIncludes(error.message, "more than 2 rows");
  });

  it("more features than allowed, or none", async () => {
    const error = await refusal("a,b,c,label\n1,0,0,x\n", { ...REQUIRED, maxFeatures: 2 });
    assertEquals(error.code, "features_out_of_range");
    assertEquals((await refusal("label\nx\n")).code, "features_out_of_range");
  });
});
