/**
 * The paper's figures as the experiments have them.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { PAIRS } from "../../experiments/lab/pairs.ts";
import { table4Of, TABLE_1, TABLE_2, TABLE_3, TABLE_4 } from "../../experiments/paper.ts";

const SHARED = new URL("../../../shared/", import.meta.url);

function read(name: string): string | undefined {
  try {
    return Deno.readTextFileSync(new URL(name, SHARED));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

const json = read("paper-tables.json");
const text = read("paper.md");

describe("the paper's figures", () => {
  it("are shares, and training is at most 0.02 below test", () => {
    const accuracies = [
      ...Object.values(TABLE_1).flatMap((methods) => Object.values(methods)),
      ...TABLE_3.map(({ real }) => real),
      ...PAIRS.map(table4Of),
    ];
    for (const { train, test } of accuracies) {
      assertEquals([train, test].every((value) => value >= 0.5 && value <= 1), true);
      assertEquals(train >= test - 0.02, true);
    }
    for (const { mean, min, max } of TABLE_2.layers) assertEquals(min <= mean && mean <= max, true);
  });

  it("has training accuracy below the diagonal of Table 4 and test accuracy above", () => {
    assertEquals(TABLE_4.classes.length, 10);
    assertEquals(table4Of([0, 1]), { train: 0.96, test: 0.77 });
    assertEquals(table4Of([6, 8]), { train: 0.99, test: 0.85 });
  });

  const absent = json && text ? "" : " (skipped: there is no ../shared with the paper)";
  it(`are those of the transcribed tables${absent}`, { ignore: !json }, () => {
    const { table1, table2, table3 } = JSON.parse(json!);
    assertEquals(TABLE_1.mnist, table1.binary_mnist);
    assertEquals(TABLE_1.cifar10, table1.binary_cifar10);
    assertEquals(TABLE_2.layers, table2.layers);
    assertEquals(TABLE_3, table3.rows);
  });

  it(`has Table 4 as the paper's text has it${absent}`, { ignore: !text }, () => {
    // The transcription in paper-tables.json has three other figures in its last row.
    for (const [row, name] of TABLE_4.classes.entries()) {
      const line = text!.split("\n").find((line) =>
        line.startsWith(`${name}\t`) && /\d/.test(line)
      )!;
      const expected = TABLE_4.percent[row]!.map((percent, column) =>
        row === column ? "" : (percent / 100).toFixed(2)
      );
      assertEquals(line.split("\t").slice(1, 11), expected, name);
    }
  });
});
