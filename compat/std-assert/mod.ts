/**
 * Stand-in for the JSR package `@std/assert` where JSR cannot be reached: the assertions Rote uses,
 * taken from the npm package `deno-std` (the same library without types) and typed by hand in
 * `mod.d.ts`. Not a fork: it adds nothing, and deleting `links` in the root `deno.json` replaces
 * it. The names are listed so that a name missing from the npm package fails at load.
 *
 * @module
 */
// @ts-types="./mod.d.ts"
export {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertFalse,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertIsError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  equal,
  fail,
  unreachable,
} from "npm:deno-std@1.4.0/assert/mod.js";
// @ts-types="./mod.d.ts"
export type { ArrayLikeArg, Falsy } from "npm:deno-std@1.4.0/assert/mod.js";
