import { assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { DataSet } from "../../../../../lib/rows/data_set.ts";
import { leaveOneOut } from "../../../../../lib/kinds/network/training/leave_one_out.ts";
import { trainLayersByDefinition } from "../../../../../lib/kinds/network/oracle.ts";
import { predictBatch } from "../../../../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../../../../lib/scores/predictions.ts";
import { leftOutBit } from "../../../../../lib/random.ts";
import type { NetworkShape } from "../../../../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../../../../lib/kinds/network/train.ts";
import { assertRefused, assertSameNumbers } from "../../../assertions.ts";
import { assertTrainedAsDefined } from "../../../defined.ts";
import { randomData } from "../../../random_data.ts";

const HONEST = { hidden: "leave-one-out" } as const;

describe("leaveOneOut()", () => {
  const ties = { seed: 1, layer: 2, lut: 3 };

  it("takes each row's own vote out of the majority", () => {
    // Address 0: two of class 1, one of class 0. Address 1: three of class 1.
    const addresses = Uint16Array.of(0, 0, 0, 1, 1, 1);
    const labels = Uint8Array.of(1, 0, 1, 1, 1, 1);
    const tie = (number: number) => leftOutBit(1, 2, 3, 1, number);
    assertEquals(
      [...leaveOneOut(addresses, labels, Int32Array.of(1, 3), ties)],
      [tie(0), 1, tie(1), 1, 1, 1],
    );
  });

  it("throws a fair coin for a row that is alone at its address", () => {
    const rows = 4000;
    const addresses = Uint16Array.from({ length: rows }, (_, row) => row);
    const labels = Uint8Array.from(addresses, (row) => row % 3 === 0 ? 1 : 0);
    const differences = Int32Array.from(labels, (label) => (label === 1 ? 1 : -1));
    const outputs = leaveOneOut(addresses, labels, differences, ties);
    assertAlmostEquals(accuracyOf(outputs, labels), 0.5, 0.03);
    assertGreater(outputs.filter((bit, row) => bit !== outputs[row + 1]).length, rows * 0.45);
  });
});

describe("With leave-one-out layers trainNetwork() gives what the definition gives:", () => {
  const EXAMPLES: [what: string, DataSet, NetworkShape][] = [];
  for (let arity = 1; arity <= 16; arity++) {
    const rows = [3, 127, 128, 129, 256, 300, 2049, 700][arity % 8]!;
    const onesOf100 = [50, 10, 90][arity % 3]!;
    EXAMPLES.push([
      `${arity} wires, ${rows} rows`,
      randomData(arity, { rows, features: 18, onesOf100, distinct: Math.ceil(rows / 2) }),
      { hiddenLayers: 1 + arity % 3, width: 17, arity, ...HONEST },
    ]);
  }
  EXAMPLES.push([
    "more rows than a chunk, of either class",
    randomData(20, { rows: 9000, features: 24, onesOf100: 50 }),
    { hiddenLayers: 2, width: 12, arity: 7, ...HONEST },
  ]);
  EXAMPLES.push([
    "patches",
    randomData(21, { rows: 400, features: 6 * 7 * 2 }),
    { hiddenLayers: 2, width: 20, arity: 5, inputShape: [6, 7, 2], patch: 1, ...HONEST },
  ]);
  EXAMPLES.push([
    "patches of layers that memorize",
    randomData(22, { rows: 200, features: 25 }),
    { hiddenLayers: 2, width: 20, arity: 5, inputShape: [5, 5, 1], patch: 2 },
  ]);
  for (const [what, data, shape] of EXAMPLES) {
    it(what, () => assertTrainedAsDefined(data, shape, 7));
  }
});

describe("trainNetwork() with leave-one-out layers", () => {
  const data = randomData(3, { rows: 500, features: 40 });
  const shape = { hiddenLayers: 2, width: 60, arity: 7 };

  it("gives the first layer that memorization gives, and other ones above it", () => {
    const usual = trainNetwork(data, shape, 1, { unpruned: true }).network.layers;
    const honest =
      trainNetwork(data, { ...shape, ...HONEST }, 1, { unpruned: true }).network.layers;
    assertEquals(honest[0], usual[0]);
    assertEquals(honest[1]!.wires, usual[1]!.wires);
    assertGreater(honest[1]!.tables.filter((byte, at) => byte !== usual[1]!.tables[at]).length, 50);
  });

  it("says the accuracy of the finished network", () => {
    const { network, trainAccuracy } = trainNetwork(data, { ...shape, ...HONEST }, 1);
    assertEquals(trainAccuracy, accuracyOf(predictBatch(network, data.rows).labels, data.labels));
  });

  it("has the statistics of what the LUTs put out in training", () => {
    const honest = { ...shape, hiddenLayers: 1, ...HONEST };
    const { statistics } = trainNetwork(data, honest, 1, { statistics: true });
    const { outputs } = trainLayersByDefinition(data, { ...honest, head: "vote" }, 1);
    const accuracies = outputs.map((bits) => accuracyOf(bits, data.labels));
    assertAlmostEquals(
      statistics![1]!.mean,
      accuracies.reduce((sum, accuracy) => sum + accuracy) / accuracies.length,
      1e-12,
    );
    assertEquals(statistics![1]!.max, Math.max(...accuracies));
  });

  it("is not misled by labels that mean nothing", () => {
    const noise = { ...data, labels: data.labels.map((_, row) => (row * 7919 >> 3) & 1) };
    const wide = { hiddenLayers: 1, width: 40, arity: 12 };
    const mean = (more: Partial<NetworkShape>) =>
      trainNetwork(noise, { ...wide, ...more }, 1, { statistics: true }).statistics![1]!.mean;
    assertGreater(mean({}), 0.8);
    assertAlmostEquals(mean(HONEST), 0.5, 0.1);
  });

  it("refuses rules that there are not", () => {
    const hidden = "forgotten" as "memorized";
    assertRefused("hidden_not_known", () => trainNetwork(data, { ...shape, hidden }, 1));
    const head = "coin" as "lut";
    assertRefused("head_not_known", () => trainNetwork(data, { ...shape, head }, 1));
    assertRefused("head_not_known", () => trainNetwork(data, { ...shape, head: "vote" }, 1));
  });

  it("does not depend on the order of rows of different classes", () => {
    const order = [...data.labels.keys()].sort((a, b) =>
      data.labels[a]! - data.labels[b]! || a - b
    );
    const sorted = {
      ...data,
      labels: Uint8Array.from(order, (row) => data.labels[row]!),
      rows: {
        ...data.rows,
        bytes: Uint8Array.from(
          order.flatMap((row) => [...data.rows.bytes.subarray(row * 5, row * 5 + 5)]),
        ),
      },
    };
    const honest = { ...shape, ...HONEST };
    assertSameNumbers(
      trainNetwork(sorted, honest, 1).network.layers[1]!.tables,
      trainNetwork(data, honest, 1).network.layers[1]!.tables,
    );
  });
});
