/**
 * Small networks for tests of the hardware targets: one by hand whose tables are constants, and a
 * change of one bit.
 *
 * @module
 */
import { type Network, outputLayer } from "../../../../lib/kinds/network/model.ts";
import { caseOf, type ExportCase, mixedRows } from "../cases.ts";

/** Three features and LUTs of two wires, one that always gives 0 and one that always gives 1. */
export async function constantsCase(model: string): Promise<ExportCase> {
  const network: Network = {
    kind: "network",
    features: 4,
    layers: [
      {
        arity: 2,
        width: 3,
        wires: Uint16Array.of(0, 1, 1, 2, 0, 2),
        tables: Uint8Array.of(0b0000, 0b1111, 0b0110),
      },
      { arity: 3, width: 1, wires: Uint16Array.of(2, 1, 0), tables: Uint8Array.of(0b01010110) },
    ],
    classes: ["no", "yes"],
    margins: new Uint16Array(8),
    metadata: {},
  };
  return await caseOf(model, network, mixedRows(1, 4, 64));
}

/** The same with another bit at one address of the output LUT. */
export function withFlippedBit(source: ExportCase, address: number): ExportCase {
  const { model } = source;
  const { tables, ...output } = outputLayer(model);
  const flipped = tables.slice();
  flipped[address >>> 3]! ^= 1 << (address & 7);
  const layers = [...model.layers.slice(0, -1), { ...output, tables: flipped }];
  return { ...source, model: { ...model, layers } };
}
