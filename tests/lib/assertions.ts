/**
 * Assertions that the tests of the engine share.
 *
 * @module
 */
import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { type ErrorCode, RoteError } from "../../lib/errors.ts";
import type { LayeredModel, Network } from "../../lib/kinds/network/model.ts";

/** Asserts that `fn` throws a `RoteError` with this code, and returns it. */
export function assertRefused(code: ErrorCode, fn: () => unknown): RoteError {
  const error = assertThrows(fn);
  assertInstanceOf(error, RoteError, `expected ${code}, got: ${error}`);
  assertEquals(error.code, code, error.message);
  return error;
}

/** Asserts that two arrays of numbers are of one type, equally long and equal. */
export function assertSameNumbers(
  actual: ArrayLike<number> & object,
  expected: ArrayLike<number> & object,
  what = "numbers",
): void {
  assertEquals(actual.constructor, expected.constructor, `type of ${what}`);
  assertEquals(actual.length, expected.length, `length of ${what}`);
  for (let at = 0; at < expected.length; at++) {
    if (actual[at] !== expected[at]) {
      assertEquals(actual[at], expected[at], `${what} differ at ${at}`);
    }
  }
}

/** Asserts that two networks are equal in everything. */
export function assertSameNetwork(actual: Network, expected: Network): void {
  const { margins, ...rest } = actual;
  const { margins: expectedMargins, ...expectedRest } = expected;
  assertSameLayers(rest, expectedRest);
  assertSameNumbers(margins, expectedMargins, "margins");
}

/** Asserts that two models are equal in their layers, and in whatever else they have. */
export function assertSameLayers(actual: LayeredModel, expected: LayeredModel): void {
  const plain = ({ layers, ...rest }: LayeredModel) => ({
    ...rest,
    layers: layers.map(({ wires: _wires, tables: _tables, ...layer }) => layer),
  });
  assertEquals(plain(actual), plain(expected));
  for (const [index, layer] of expected.layers.entries()) {
    assertSameNumbers(actual.layers[index]!.wires, layer.wires, `wires of layer ${index + 1}`);
    assertSameNumbers(actual.layers[index]!.tables, layer.tables, `tables of layer ${index + 1}`);
  }
}
