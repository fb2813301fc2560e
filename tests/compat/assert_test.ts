/**
 * `@std/assert` as linked: each assertion passes and fails where it should, and the hand-written
 * types narrow as the real ones do (this file not compiling is how that part fails).
 *
 * @module
 */
import * as std from "@std/assert";
import { assert, AssertionError, assertRejects, assertThrows } from "@std/assert";

class Refusal extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
  }
}
const refuse = () => {
  throw new Refusal(7, "not today");
};

/** For each assertion: a call that holds, then calls that do not. */
const CALLS: Record<string, [() => void, ...(() => void)[]]> = {
  assert: [() => std.assert(1), () => std.assert(0)],
  assertFalse: [() => std.assertFalse(""), () => std.assertFalse("x")],
  assertExists: [() => std.assertExists(0), () => std.assertExists(null)],
  assertEquals: [() => std.assertEquals([{ a: 1 }], [{ a: 1 }]), () => std.assertEquals([1], [2])],
  assertNotEquals: [() => std.assertNotEquals([1], [2]), () => std.assertNotEquals([1], [1])],
  assertStrictEquals: [() => std.assertStrictEquals(1, 1), () => std.assertStrictEquals([], [])],
  assertAlmostEquals: [
    () => std.assertAlmostEquals(1, 1 + 1e-8),
    () => std.assertAlmostEquals(1, 1.1),
    () => std.assertAlmostEquals(0, 1e-9),
    () => std.assertAlmostEquals(1, 2, 0.5),
  ],
  assertGreater: [() => std.assertGreater(2, 1), () => std.assertGreater(1, 1)],
  assertGreaterOrEqual: [
    () => std.assertGreaterOrEqual(1, 1),
    () => std.assertGreaterOrEqual(0, 1),
  ],
  assertLess: [() => std.assertLess(1n, 2n), () => std.assertLess(1, 1)],
  assertLessOrEqual: [() => std.assertLessOrEqual(1, 1), () => std.assertLessOrEqual(2, 1)],
  assertMatch: [() => std.assertMatch("abc", /b/), () => std.assertMatch("abc", /d/)],
  assertStringIncludes: [
    () => std.assertStringIncludes("abc", "b"),
    () => std.assertStringIncludes("abc", "d"),
  ],
  assertArrayIncludes: [
    () => std.assertArrayIncludes(new Uint8Array([1, 2]), [2]),
    () => std.assertArrayIncludes([[1]], [[2]]),
  ],
  assertObjectMatch: [
    () => std.assertObjectMatch({ a: { b: 1, c: 2 } }, { a: { b: 1 } }),
    () => std.assertObjectMatch({ a: 1 }, { b: 1 }),
  ],
  assertInstanceOf: [
    () => std.assertInstanceOf(new Refusal(7, ""), Error),
    () => std.assertInstanceOf({}, Refusal),
  ],
  assertIsError: [
    () => std.assertIsError(new Refusal(7, "not today"), Refusal, /today/),
    () => std.assertIsError(new Refusal(7, "not today"), Refusal, "tomorrow"),
    () => std.assertIsError("not today"),
  ],
  assertThrows: [
    () => std.assertThrows(refuse, Refusal, "today"),
    () => std.assertThrows(() => {}),
    () => std.assertThrows(refuse, TypeError),
    () => std.assertThrows(refuse, Refusal, "tomorrow"),
  ],
  fail: [() => {}, () => std.fail("message")],
  unreachable: [() => {}, () => std.unreachable()],
};

for (const [name, [holds, ...fails]] of Object.entries(CALLS)) {
  Deno.test(`${name}() throws an AssertionError exactly where it does not hold`, () => {
    holds();
    for (const call of fails) assertThrows(call, AssertionError);
  });
}

Deno.test("assertRejects() wants a rejection, of the class and with the message", async () => {
  await assertRejects(() => Promise.reject("anything"));
  await assertRejects(() => Promise.reject(new Refusal(7, "not today")), Refusal, "today");
  const wrong = [
    () => assertRejects(() => Promise.resolve()),
    () => assertRejects(refuse),
    () => assertRejects(() => Promise.reject(new Refusal(7, "not today")), TypeError),
    () => assertRejects(() => Promise.reject(new Refusal(7, "not today")), Refusal, "tomorrow"),
  ];
  for (const call of wrong) await assertRejects(call, AssertionError);
});

Deno.test("equal() compares deeply", () => {
  assert(std.equal(new Map([[1, new Set([2])]]), new Map([[1, new Set([2])]])));
  std.assertFalse(std.equal(new Uint8Array([1]), new Uint8Array([2])));
});

Deno.test("assertions narrow the types of what they check", async () => {
  const unknown = (value: unknown): unknown => value;

  const text = unknown("x");
  assert(typeof text === "string");
  text satisfies string;

  const present = [1][0];
  std.assertExists(present);
  present satisfies number;

  const same = unknown(3);
  std.assertStrictEquals(same, 3);
  same satisfies number;

  const instance = unknown(new Refusal(7, ""));
  std.assertInstanceOf(instance, Refusal);
  instance.code satisfies number;

  const error = unknown(new Refusal(7, ""));
  std.assertIsError(error, Refusal);
  error.code satisfies number;

  std.assertEquals(assertThrows(refuse, Refusal).code, 7);
  const rejection = await assertRejects(() => Promise.reject(new Refusal(7, "")), Refusal);
  std.assertEquals(rejection.code, 7);
});

Deno.test("every name that mod.ts exports is tested here", () => {
  const tested = [...Object.keys(CALLS), "assertRejects", "equal", "AssertionError"];
  std.assertEquals(Object.keys(std).sort(), tested.sort());
});
