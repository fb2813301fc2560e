/**
 * A test bench: rows, and what the library answers. It feeds the module one row after the other (one
 * a clock where there is one), compares, and ends with `$finish` if all answers are right and with
 * `$stop` if not, which `vvp -N` turns into its exit code.
 *
 * @module
 */

import { type BitMatrix, rowAt } from "../../rows/bit_matrix.ts";
import type { SourceText } from "../source_text.ts";
import { constantOf } from "./constant.ts";

/** What a module must answer. */
export interface BenchAnswers {
  /** rows: index of the class. */
  readonly labels: Uint8Array;
  /** Bits of a label. */
  readonly labelBits: number;
  /** For a module that gives the sums of all classes: their bits, and a constant for each row. */
  readonly sums?: { readonly bits: number; readonly constants: readonly string[] };
}

/**
 * Appends the test bench.
 *
 * @param name what the module is called
 * @param rows one or more
 * @param registers between a row and its answer; undefined if there is no clock
 */
export function addTestBench(
  text: SourceText,
  name: string,
  rows: BitMatrix,
  { labels, labelBits, sums }: BenchAnswers,
  registers: number | undefined,
): void {
  const isPipelined = registers !== undefined;
  const label = labelBits === 1 ? "" : `[${labelBits - 1}:0] `;
  text.add(
    "/* verilator lint_off DECLFILENAME */",
    `module ${name}_tb;`,
    `  localparam ROWS = ${rows.rows};`,
    // Rows that go in before the label of the first one comes out.
    `  localparam DELAY = ${isPipelined ? registers - 1 : 0};`,
    `  reg [${rows.columns - 1}:0] rows [0:ROWS - 1];`,
    `  reg ${label}labels [0:ROWS - 1];`,
    ...(sums ? [`  reg [${sums.bits - 1}:0] sums_of [0:ROWS - 1];`] : []),
    `  reg [${rows.columns - 1}:0] row;`,
    `  wire ${label}label;`,
    ...(sums ? [`  wire [${sums.bits - 1}:0] sums;`] : []),
    "  integer step;",
    "  integer failures;",
    ...(isPipelined ? ["  reg clk;"] : []),
    "",
    `  ${name} network (${isPipelined ? ".clk(clk), " : ""}.row(row), .label(label)${
      sums ? ", .sums(sums)" : ""
    });`,
    "",
    "  initial begin",
  );
  for (let row = 0; row < rows.rows; row++) {
    const bits = constantOf(rowAt(rows, row), rows.columns);
    const answer = `labels[${row}] = ${labelBits}'${labelBits === 1 ? "b" : "d"}${labels[row]};`;
    text.add(`    rows[${row}] = ${bits}; ${answer}`);
    if (sums) text.add(`    sums_of[${row}] = ${sums.constants[row]};`);
  }
  text.add(
    ...(isPipelined ? ["    clk = 0;"] : []),
    ...checks(isPipelined, labelBits, sums !== undefined),
    "endmodule",
  );
}

/** Feeds the rows and compares the answers. */
function checks(isPipelined: boolean, labelBits: number, hasSums: boolean): string[] {
  const form = labelBits === 1 ? "%b" : "%0d";
  return [
    "    failures = 0;",
    "    for (step = 0; step < ROWS + DELAY; step = step + 1) begin",
    "      row = rows[step < ROWS ? step : ROWS - 1];",
    ...(isPipelined ? ["      #1 clk = 1;", "      #1 clk = 0;"] : ["      #1;"]),
    "      if (step >= DELAY && label !== labels[step - DELAY]) begin",
    "        failures = failures + 1;",
    `        $display("FAIL row %0d: expected ${form}, got ${form}",`,
    "          step - DELAY, labels[step - DELAY], label);",
    ...(hasSums
      ? [
        "      end else if (step >= DELAY && sums !== sums_of[step - DELAY]) begin",
        "        failures = failures + 1;",
        '        $display("FAIL row %0d: expected the sums %h, got %h",',
        "          step - DELAY, sums_of[step - DELAY], sums);",
      ]
      : []),
    "      end",
    "    end",
    "    if (failures == 0) begin",
    '      $display("PASS %0d rows", ROWS);',
    "      $finish;",
    "    end else begin",
    '      $display("FAIL %0d of %0d rows", failures, ROWS);',
    "      $stop;",
    "    end",
    "  end",
  ];
}
