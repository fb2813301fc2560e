import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  atOnce,
  encodeForTraining,
  encodeForTrainingInSteps,
  encodeValues,
  fitEncoder,
  predictModel,
  RoteError,
} from "../../../lib/mod.ts";
import { encodeInSteps } from "../../../models/requests/encoded_rows.ts";
import { packInSteps, packRows } from "../../../models/requests/row_forms.ts";
import { textInSteps, textOfRows } from "../../../routes/v1/prediction_text.ts";
import { randomValues, randomValueSet } from "../../lib/encoders/random_values.ts";
import { randomMatrix, randomNetwork } from "../../lib/random_data.ts";

const ENCODER = fitEncoder(randomValues(1, 200));
const RECORD = { many: 3, colour: "blue", few: 2 };

/** What work in steps gives, and how many steps it takes. */
function stepped<T>(work: Iterator<void, T>): { value: T; steps: number } {
  for (let steps = 1;; steps++) {
    const step = work.next();
    if (step.done) return { value: step.value, steps };
  }
}

describe("encodeInSteps()", () => {
  it("gives what encodeValues() gives, in steps", () => {
    for (const count of [1, 2_730, 2_731, 2_732, 10_000]) {
      const rows = Array.from({ length: count }, (_, at) => ({ ...RECORD, many: at % 99 - 50 }));
      const { value, steps } = stepped(encodeInSteps(ENCODER, rows, "/rows"));
      assertEquals(value, encodeValues(ENCODER, rows, "/rows"));
      assert(steps >= count / 3_000, `${steps}`);
    }
  });

  it("says which of all rows are wrong", () => {
    const rows: unknown[] = Array(9_000).fill(RECORD);
    rows[5_000] = { many: "x", colour: 1, few: 2 };
    rows[8_999] = [1];
    const code = (work: () => unknown) => assertThrows(work, RoteError).offenders;
    assertEquals(
      code(() => atOnce(encodeInSteps(ENCODER, rows, "/rows"))),
      code(() => encodeValues(ENCODER, rows, "/rows")),
    );
  });
});

describe("work on many rows", () => {
  it("has places for a break, wherever it is done", () => {
    const bits = Array(20_000).fill("0110");
    const form = { encoding: "bits", field: "/rows" } as const;
    const packed = stepped(packInSteps(bits, form));
    assertEquals(packed.value, packRows(bits, form));
    assertEquals(packed.steps, 2);
    const model = randomNetwork(1, { features: 4, layers: [{ width: 1, arity: 2 }] });
    const predicted = predictModel(model, randomMatrix(1, 20_000, 4));
    const text = stepped(textInSteps("m", { version: "v", model }, predicted));
    assertEquals(text.value, textOfRows("m", { version: "v", model }, predicted));
    assertEquals(text.steps, 5);
  });

  it("that are encoded to train on has one behind each column", () => {
    const data = randomValueSet(1, 500);
    for (const holdout of [undefined, 0.2]) {
      const run = { seed: 1, ...(holdout === undefined ? {} : { holdout }) };
      const { value, steps } = stepped(encodeForTrainingInSteps(data, run));
      assertEquals(value, encodeForTraining(data, run));
      assertEquals(steps, holdout === undefined ? 7 : 10);
    }
  });
});
