import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { TABLE_2 } from "../../../experiments/paper.ts";
import { table2 } from "../../../experiments/table_2/experiment.ts";
import { isWithin } from "../../../experiments/figure.ts";
import { assertFailures, conclude, WHOLE } from "../made_results.ts";

describe("Table 2", () => {
  it("finds the paper's own figures: within the tolerance, rising and narrowing", () => {
    const findings = conclude(table2, () => ({ test: TABLE_2.test, layers: TABLE_2.layers }));
    assertFailures(findings, []);
    assertEquals(findings.figures.length, 7 * 4 + 1);
    assertEquals(findings.figures.filter((figure) => !isWithin(figure)), []);
    assertEquals(findings.tables[0]!.rows[3], [
      "3",
      "1024",
      "0.83 / 0.8300 ± 0.0000",
      "0.0068 / 0.0068 ± 0.0000",
      "0.80 / 0.8000 ± 0.0000",
      "0.85 / 0.8500 ± 0.0000",
    ]);
  });

  it("fails if a layer is no better than the one below, or wider spread", () => {
    const layers = TABLE_2.layers.map((row) =>
      row.layer === 3 ? { ...row, mean: 0.73, std: 0.03 } : row
    );
    const findings = conclude(table2, () => ({ test: TABLE_2.test, layers }));
    assertFailures(findings, ["are better in the mean", "are closer to each other"]);
    const off = findings.figures.filter((figure) => !isWithin(figure));
    assertEquals(off.map(({ name }) => name), ["layer 3, mean", "layer 3, std"]);
  });

  it("holds nothing against the paper on made-up images", () => {
    const layers = TABLE_2.layers;
    const findings = conclude(table2, () => ({ layers }), { ...WHOLE, isReal: false });
    assertEquals(findings.figures, []);
  });
});
