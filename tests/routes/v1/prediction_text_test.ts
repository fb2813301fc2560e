import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { MARGIN_ONE } from "../../../lib/kinds/network/model.ts";
import { scoresOfMargin } from "../../../lib/scores/margins.ts";
import { textOfRow, textOfRows } from "../../../routes/v1/prediction_text.ts";
import { randomTables } from "../../lib/kinds/boosted/random_tables.ts";
import { randomNetwork } from "../../lib/random_data.ts";

const PLAN = { features: 3, layers: [{ width: 1, arity: 2 }] };

/** The scores of a row with this label and margin. */
function scoresOf(label: number, margin: number): [number, number] {
  const { predicted, other } = scoresOfMargin(margin);
  return label === 1 ? [other, predicted] : [predicted, other];
}

describe("textOfRow() and textOfRows()", () => {
  for (
    const classes of [["no", "yes"], ['say "no"\\', "zwölf\n\u2028"], ["", "\ud800"]] as const
  ) {
    it(`write what JSON.stringify() writes for classes ${JSON.stringify(classes)}`, () => {
      const loaded = { version: "f".repeat(64), model: randomNetwork(1, PLAN, { classes }) };
      const { version } = loaded;
      const rows = Array.from({ length: 300 }, (_, i) => ({ label: i % 2, margin: i * 33 }));
      const scores = rows.map(({ label, margin }) => scoresOf(label, margin));
      assertEquals(
        textOfRows("m", loaded, {
          labels: Uint8Array.from(rows, ({ label }) => label),
          scores: Float64Array.from(scores.flat()),
        }),
        JSON.stringify({
          model: "m",
          version,
          classes,
          labels: rows.map(({ label }) => classes[label]),
          scores,
        }),
      );
      assertEquals(
        textOfRow("m", loaded, { label: 1, scores: scores[7]! }),
        JSON.stringify({ model: "m", version, classes, labels: [classes[1]], scores: [scores[7]] }),
      );
    });
  }

  it("write the scores of every margin as JSON.stringify() does", () => {
    const loaded = { version: "0", model: randomNetwork(1, PLAN) };
    const wrong: string[] = [];
    for (let margin = 0; margin <= MARGIN_ONE; margin++) {
      for (const label of [0, 1]) {
        const scores = scoresOf(label, margin);
        const { scores: read } = JSON.parse(textOfRow("m", loaded, { label, scores }));
        const text = textOfRow("m", loaded, { label, scores });
        if (!text.endsWith(`${JSON.stringify([scores])}}`)) wrong.push(`${margin}: ${read}`);
      }
    }
    assertEquals(wrong, []);
  });

  it("write every score of one of many classes as JSON.stringify() does", () => {
    const plan = { features: 3, classes: 7, width: 3, arity: 2, splits: 3 };
    const model = randomTables(1, plan);
    const scores = Float64Array.from({ length: 7 * 2858 }, (_, step) => step / 20_000);
    const labels = new Uint8Array(2858).map((_, row) => row % 7);
    const { classes } = model;
    const expected = Array.from(labels, (_, row) => [...scores.subarray(7 * row, 7 * row + 7)]);
    const text = textOfRows("m", { version: "0", model }, { labels, scores });
    assertEquals(
      text,
      JSON.stringify({
        ...{ model: "m", version: "0", classes },
        labels: Array.from(labels, (label) => classes[label]),
        scores: expected,
      }),
    );
  });
});
