// What the kernels cannot take from the blob as it is, put behind it once: wires as u16, truth tables
// of less than a byte as a byte each. The other tables are looked up where they lie.

import { setArity, setTables, setWires, setZeros } from "../../../kernels/assembly/layer";
import { arityIn, blobBytes, features, layers, sectionsAt, widthOf } from "./blob";
import { unpackIntegers } from "./integers";
import { free, freeFrom, take } from "./memory";
import { BLOB, RECORDS, ZEROS } from "./places";

/** Address of the margins, u16 for each address of the output LUT. */
export let marginsOfOutput: usize = 0;
/** Most LUTs of a layer below the output layer. */
export let widest: u32 = 0;
/** Most wires of a LUT. */
export let mostWires: i32 = 0;

/** Unpacks the blob and writes the layer records, but for what depends on the rows. */
export function unpack(): void {
  let from = sectionsAt();
  let below = features();
  freeFrom(max(free, BLOB + blobBytes()));
  for (let layer = 0; layer < layers(); layer++) {
    const record = RECORDS + (layer << 6);
    const width = widthOf(layer);
    const arity = arityIn(layer);
    const wires = width * arity;
    const wireBits = 32 - <i32> clz<u32>(below - 1);
    const wiresAt = take(2 * wires);
    unpackIntegers(wiresAt, 2, from, wires, wireBits);
    from += (wires * wireBits + 7) >> 3;
    let tablesAt = from;
    if (arity < 3) {
      tablesAt = take(width);
      unpackIntegers(tablesAt, 1, from, width, 1 << arity);
      from += ((width << arity) + 7) >> 3;
    } else {
      from += width << (arity - 3);
    }
    setArity(record, arity);
    setWires(record, wiresAt);
    setTables(record, tablesAt);
    setZeros(record, ZEROS);
    if (layer < layers() - 1) widest = max(widest, width);
    mostWires = max(mostWires, arity);
    below = width;
  }
  marginsOfOutput = from;
}
