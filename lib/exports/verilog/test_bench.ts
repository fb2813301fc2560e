/**
 * The test bench of a network: rows, and the labels that the library gives them. It feeds the module
 * one row after the other (one a clock where there is one), compares, and ends with `$finish` if all
 * labels are right and with `$stop` if not, which `vvp -N` turns into its exit code.
 *
 * @module
 */

import { type BitMatrix, rowAt } from "../../bit_matrix.ts";
import type { Network } from "../../network.ts";
import { predictMargins } from "../../predict_batch.ts";
import type { ExportSource } from "../exported.ts";
import type { SourceText } from "../source_text.ts";
import { constantOf } from "./constant.ts";
import { moduleName } from "./network_module.ts";

/**
 * Appends the test bench.
 *
 * @param rows one or more
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function addTestBench(
  text: SourceText,
  source: ExportSource<Network>,
  isPipelined: boolean,
  rows: BitMatrix,
): void {
  const { network } = source;
  const { labels } = predictMargins(network, rows);
  const name = moduleName(source);
  // Rows that go in before the label of the first one comes out.
  const delay = isPipelined ? network.layers.length - 1 : 0;
  text.add(
    "/* verilator lint_off DECLFILENAME */",
    `module ${name}_tb;`,
    `  localparam ROWS = ${rows.rows};`,
    `  localparam DELAY = ${delay};`,
    `  reg [${network.features - 1}:0] rows [0:ROWS - 1];`,
    "  reg labels [0:ROWS - 1];",
    `  reg [${network.features - 1}:0] row;`,
    "  wire label;",
    "  integer step;",
    "  integer failures;",
    ...(isPipelined ? ["  reg clk;"] : []),
    "",
    `  ${name} network (${isPipelined ? ".clk(clk), " : ""}.row(row), .label(label));`,
    "",
    "  initial begin",
  );
  for (let row = 0; row < rows.rows; row++) {
    const bits = constantOf(rowAt(rows, row), network.features);
    text.add(`    rows[${row}] = ${bits}; labels[${row}] = 1'b${labels[row]};`);
  }
  text.add(...(isPipelined ? ["    clk = 0;"] : []), ...checks(isPipelined), "endmodule");
}

/** Feeds the rows and compares the labels. */
function checks(isPipelined: boolean): string[] {
  return [
    "    failures = 0;",
    "    for (step = 0; step < ROWS + DELAY; step = step + 1) begin",
    "      row = rows[step < ROWS ? step : ROWS - 1];",
    ...(isPipelined ? ["      #1 clk = 1;", "      #1 clk = 0;"] : ["      #1;"]),
    "      if (step >= DELAY && label !== labels[step - DELAY]) begin",
    "        failures = failures + 1;",
    '        $display("FAIL row %0d: expected %b, got %b",',
    "          step - DELAY, labels[step - DELAY], label);",
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
