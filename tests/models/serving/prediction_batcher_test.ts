import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { setImmediate } from "node:timers";
import { type Model, predictRow, rowAt } from "../../../lib/mod.ts";
import { predictModel, predictModelRow } from "../../../lib/mod.ts";
import { PredictionBatcher } from "../../../models/serving/prediction_batcher.ts";
import { randomTables } from "../../lib/kinds/boosted/random_tables.ts";
import { randomMatrix, randomNetwork } from "../../lib/random_data.ts";

const LAYERS = [{ width: 30, arity: 4 }, { width: 9, arity: 3 }, { width: 1, arity: 3 }];
const WIDE = randomNetwork(1, { features: 29, layers: LAYERS });
const TABLES = randomTables(3, { features: 17, classes: 5, width: 40, arity: 4, splits: 3 });
const NARROW = randomNetwork(2, { features: 8, layers: LAYERS });

/** A batcher that notes the size of each batch. */
function openBatcher(): { batcher: PredictionBatcher; sizes: number[] } {
  const sizes: number[] = [];
  const batcher = new PredictionBatcher((network, rows) => {
    sizes.push(rows.rows);
    return predictModel(network, rows);
  });
  return { batcher, sizes };
}

/** Lets the turn of the event loop under way come to its end, the batcher's part of it first. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("PredictionBatcher", () => {
  it("answers a row that is alone at once", async () => {
    const { batcher, sizes } = openBatcher();
    const rows = randomMatrix(3, 3, WIDE.features);
    for (let row = 0; row < 3; row++) {
      const answer = batcher.predict(WIDE, rowAt(rows, row));
      assert(!(answer instanceof Promise), "it waits");
      assertEquals(answer, predictRow(WIDE, rowAt(rows, row)));
      await turn();
    }
    assertEquals(sizes, []);
  });

  it("answers the rows of a turn together, each network's apart, as predictRow() does", async () => {
    const { batcher, sizes } = openBatcher();
    const asked = Array.from({ length: 60 }, (_, i): [Model, Uint8Array] => {
      const network = [NARROW, WIDE, TABLES][i % 3]!;
      return [network, randomMatrix(i, 1, network.features).bytes];
    });
    const answers = await Promise.all(asked.map(([network, row]) => batcher.predict(network, row)));
    assertEquals(answers, asked.map(([network, row]) => predictModelRow(network, row)));
    assertEquals(sizes, [20, 20, 19]);
  });

  it("answers rows with callbacks alike, and those that come after a while at once", async () => {
    const { batcher, sizes } = openBatcher();
    const rows = Array.from({ length: 12 }, (_, at) => randomMatrix(at, 1, WIDE.features).bytes);
    const answers: unknown[] = [];
    const ask = (row: Uint8Array, now: number) =>
      batcher.answer(WIDE, row, now, (answer) => answers.push(answer), (error) => {
        throw error;
      });
    // One after the other: each is answered before the next comes.
    rows.slice(0, 4).forEach((row, at) => {
      ask(row, 1_000 * (at + 1));
      assertEquals(answers.length, at + 1);
    });
    // Together: the first at once, the others when the turn is over.
    for (const row of rows.slice(4)) ask(row, 4_000);
    assertEquals(answers.length, 5);
    await turn();
    assertEquals(answers, rows.map((row) => predictRow(WIDE, row)));
    assertEquals(sizes, [7]);
  });

  it("lets the first row of a turn wait, too, once there was company", async () => {
    const { batcher, sizes } = openBatcher();
    const row = randomMatrix(5, 1, WIDE.features).bytes;
    for (const rows of [2, 3, 1, 1]) {
      await Promise.all(Array.from({ length: rows }, () => batcher.predict(WIDE, row)));
      await turn();
    }
    assertEquals(sizes, [1, 3, 1]);
  });

  it("starts a new batch after 128 rows", async () => {
    const { batcher, sizes } = openBatcher();
    const rows = randomMatrix(6, 300, WIDE.features);
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, row) => batcher.predict(WIDE, rowAt(rows, row))),
    );
    assertEquals(answers, answers.map((_, row) => predictRow(WIDE, rowAt(rows, row))));
    assertEquals(sizes, [128, 128, 43]);
  });

  it("keeps a fault to the rows of its network", async () => {
    const batcher = new PredictionBatcher((network, rows) => {
      if (network === NARROW) throw new Error("broken");
      return predictModel(network, rows);
    });
    const wide = randomMatrix(7, 1, WIDE.features).bytes;
    const first = batcher.predict(WIDE, wide);
    const broken = [1, 2].map(async () => await batcher.predict(NARROW, Uint8Array.of(0)));
    const second = batcher.predict(WIDE, wide);
    for (const answer of broken) await assertRejects(() => answer, Error, "broken");
    assertEquals([await first, await second], [predictRow(WIDE, wide), predictRow(WIDE, wide)]);
    assertEquals(await batcher.predict(WIDE, wide), predictRow(WIDE, wide));
  });
});
