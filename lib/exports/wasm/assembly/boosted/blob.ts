// What the header of a blob of head 3 says (`docs/blob-format.md`) beside what `../blob.ts` reads.

import { nameAt } from "../blob";
import { BLOB } from "../places";

/** Offset of the text section. */
const TEXT: usize = 40;

/** Number of tables. */
export function width(): i32 {
  return load<i32>(BLOB, 24);
}

/** Wires of a table. */
export function arity(): i32 {
  return load<u8>(BLOB, 28);
}

/** Number of splits. */
export function splitCount(): i32 {
  return load<u16>(BLOB, 32);
}

/** What one unit of an entry is worth, in 1/65,536 of a logit. */
export function scale(): u32 {
  return load<u32>(BLOB, 36);
}

/** Address of the name of a class: u16 bytes, then so many bytes of UTF-8. Traps if there is none. */
export function className(index: u32): usize {
  return nameAt(BLOB + TEXT, index);
}

/** Address of the splits: the text ends there. */
export function sectionsAt(): usize {
  return BLOB + TEXT + load<u32>(BLOB, 20);
}
