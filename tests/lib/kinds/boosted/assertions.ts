/**
 * Assertions about boosted tables.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { BoostedTables } from "../../../../lib/kinds/boosted/model.ts";
import { assertSameNumbers } from "../../assertions.ts";

/** Asserts that two models are equal in everything. */
export function assertSameTables(actual: BoostedTables, expected: BoostedTables, what = ""): void {
  const plain = ({ wires: _wires, entries: _entries, splits: _splits, ...rest }: BoostedTables) =>
    rest;
  assertEquals(plain(actual), plain(expected), what);
  assertSameNumbers(actual.wires, expected.wires, `wires ${what}`);
  assertSameNumbers(actual.splits, expected.splits, `splits ${what}`);
  assertSameNumbers(actual.entries, expected.entries, `entries ${what}`);
}
