import { assertEquals, assertGreater, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { trainVoting } from "../../../../lib/kinds/voting/train.ts";
import { randomData } from "../../random_data.ts";

const DATA = randomData(1, { rows: 700, features: 30 });
describe("trainVoting()", () => {
  it("keeps all LUTs that vote", () => {
    const { network } = trainVoting(DATA, { hiddenLayers: 3, width: 50, arity: 2 }, 1);
    const [first, , last] = network.layers;
    assertStrictEquals(last!.width, 50);
    assertGreater(50, first!.width);
  });

  it("lets one layer have more wires than LUTs", () => {
    const shape = { hiddenLayers: 1, width: 3, arity: 8 };
    assertEquals(trainVoting(DATA, shape, 1).network.layers.length, 1);
  });

  it("claims less where the votes leave the row's own out", () => {
    const noise = { ...DATA, labels: DATA.labels.map((_, row) => (row * 7919 >> 3) & 1) };
    const shape = { hiddenLayers: 1, width: 60, arity: 10 };
    const memorized = trainVoting(noise, shape, 1).network.scale;
    const honest = trainVoting(noise, { ...shape, hidden: "leave-one-out" }, 1).network.scale;
    assertGreater(memorized, 10 * honest);
  });
});
