// What the kernels cannot take from the blob as it is, put behind it once: splits as a byte a class,
// wires as u16. The entries are looked up where they lie.

import { setArity, setTables, setWires, setZeros } from "../../../../kernels/assembly/layer";
import { blobBytes, classes, features } from "../blob";
import { unpackIntegers } from "../integers";
import { free, freeFrom, take } from "../memory";
import { BLOB, RECORDS, ZEROS } from "../places";
import { arity, sectionsAt, splitCount, width } from "./blob";

/** Address of the splits: for each whether it has class 0, 1, ..., a byte each. */
export let splitsAt: usize = 0;

/** Unpacks the blob and writes the record of the tables, but for what depends on the rows. */
export function unpack(): void {
  let from = sectionsAt();
  const members = splitCount() * classes();
  const wires = width() * arity();
  const wireBits = 32 - <i32> clz<u32>(features() - 1);
  freeFrom(max(free, BLOB + blobBytes()));
  splitsAt = take(members);
  unpackIntegers(splitsAt, 1, from, members, 1);
  from += (members + 7) >> 3;
  const wiresAt = take(2 * wires);
  unpackIntegers(wiresAt, 2, from, wires, wireBits);
  from += (wires * wireBits + 7) >> 3;
  setArity(RECORDS, arity());
  setWires(RECORDS, wiresAt);
  setTables(RECORDS, from);
  setZeros(RECORDS, ZEROS);
}
