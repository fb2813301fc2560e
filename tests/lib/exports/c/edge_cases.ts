/**
 * Models at the edges of what C types hold: 256 and 257 outputs below, the most features, layers
 * wider than the window in which the reader looks for dead LUTs; and names that C has a word for.
 *
 * @module
 */
import { type NetworkPlan, randomNetwork } from "../../random_data.ts";
import { caseOf, type ExportCase, mixedRows } from "../cases.ts";
import type { Network } from "../../../../lib/kinds/network/model.ts";

/** Few rows: the point of these cases is in their shape. */
const ROWS = 50;

const PLANS: [model: string, plan: NetworkPlan, classes: string[]][] = [
  ["auto", planOf(256, [257, 8], [256, 8], [1, 9]), ["??/\n", "??=%s%n"]],
  ["257", planOf(257, [256, 3], [1, 16]), ["\u00e9abc9", "\u00007"]],
  ["a.-_", planOf(65_536, [9, 16], [1, 3]), ["?".repeat(256), "\u{1f600}".repeat(64)]],
  ["main", planOf(1, [1, 1], [1, 1], [1, 1]), ["/*/", "\x7f\x1b[31m\\"]],
];

/** The cases. */
export async function edgeCases(): Promise<ExportCase[]> {
  const plain = PLANS.map(([model, plan, classes], index) => {
    const network = randomNetwork(900 + index, plan, { classes });
    return caseOf(model, network, mixedRows(900 + index, plan.features, ROWS));
  });
  return await Promise.all([...plain, caseOf("wide", wideNetwork(), mixedRows(950, 30, ROWS))]);
}

/** A layer of 20,000 LUTs, each of which is read once. */
export function wideNetwork(): Network {
  const plan = planOf(30, [20_000, 1], [2_500, 8], [313, 8], [40, 8], [5, 8], [1, 5]);
  const network = randomNetwork(950, plan);
  let below = 30;
  for (const { wires, width } of network.layers) {
    for (let wire = 0; wire < wires.length; wire++) wires[wire] = wire % below;
    below = width;
  }
  return network;
}

function planOf(features: number, ...layers: [width: number, arity: number][]): NetworkPlan {
  return { features, layers: layers.map(([width, arity]) => ({ width, arity })) };
}
