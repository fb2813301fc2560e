/**
 * A layer in the memory of the kernels, with canaries between all that belongs to it.
 *
 * @module
 */
import { type Kernels, VECTOR_BYTES } from "../../../lib/kernels/kernels.ts";
import { scratchBytes } from "../../../lib/kernels/scratch.ts";
import { LAYER_RECORD_BYTES, writeLayerRecord } from "../../../lib/kernels/records/layer.ts";
import { fillWithCanaries, Places, type Region, write } from "./canaries.ts";
import { realRowsOf, type TestLayer } from "./test_layer.ts";

/** Where a layer lies in the memory of the kernels. */
export interface PlacedLayer {
  readonly record: number;
  readonly outputs: Region;
  readonly tables: Region;
  readonly surpluses: Region;
  readonly addresses: Region;
  readonly scratch: Region;
}

/** Places a layer in memory full of canaries; its tables only where they are to be looked up. */
export function placeLayer(
  kernels: Kernels,
  layer: TestLayer,
  use: "training" | "training without outputs" | "leaving out" | "looking up",
): PlacedLayer {
  const { arity, width, columnBytes, columns, wires, tables, luts } = layer;
  const isTraining = use !== "looking up";
  const places = new Places();
  const record = places.take(LAYER_RECORD_BYTES);
  const wiresPlace = places.take(wires.byteLength);
  const inputs = places.take(columns.length);
  const zeroColumn = places.take(columnBytes);
  const lutsPlace = places.take(luts.byteLength);
  const surpluses = places.take(4 * width);
  const tablesPlace = places.take(tables.length);
  const realRows = places.take(columnBytes);
  const outputs = places.take(width * columnBytes);
  const addresses = places.take(2 * 8 * columnBytes);
  const scratch = places.take(scratchBytes(arity, isTraining ? columnBytes : 0));

  fillWithCanaries(kernels, places.bytes);
  write(kernels, wiresPlace, wires);
  write(kernels, inputs, columns);
  write(kernels, zeroColumn, new Uint8Array(columnBytes));
  write(kernels, lutsPlace, luts);
  if (!isTraining) write(kernels, tablesPlace, tables);
  write(kernels, realRows, realRowsOf(layer));
  const paddingOfOnes = layer.vectorsOfOnes * 128 - layer.ones;
  const paddingOfZeros = (layer.vectors - layer.vectorsOfOnes) * 128 - layer.zeros;
  writeLayerRecord(kernels, record.at, {
    arity,
    inputs: inputs.at,
    outputs: use === "training without outputs" ? 0 : outputs.at,
    wires: wiresPlace.at,
    tables: tablesPlace.at,
    columnBytes,
    zeros: zeroColumn.at,
    bytesOfOnes: layer.vectorsOfOnes * VECTOR_BYTES,
    padding: paddingOfOnes - paddingOfZeros,
    paddingRow: paddingOfOnes > 0 ? layer.ones : layer.vectors * 128 - 1,
    number: 3,
    seed: layer.seed,
    luts: lutsPlace.at,
    surpluses: surpluses.at,
    realRows: use === "leaving out" ? realRows.at : 0,
  });
  return { record: record.at, outputs, tables: tablesPlace, surpluses, addresses, scratch };
}
