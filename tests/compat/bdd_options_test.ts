/**
 * The forms, options and refusals of `@std/testing/bdd` as our stand-in implements it; hooks and
 * focus are in `bdd_test.ts`.
 *
 * @module
 */
import { assert, assertEquals, assertFalse, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Fixtures, runFixture } from "./fixture.ts";

const fixtures = new Fixtures();

const forms = fixtures.add(`
  it("two arguments", (t) => t.step("step", () => log("step")).then(() => {}));
  test("three arguments", {}, () => log("three"));
  it({ name: "definition", fn: () => log("definition") });
`);
Deno.test("it outside describe is a plain test, in each form, and test is the same", async () => {
  const run = await forms();
  assert(run.success, run.report);
  assertEquals(run.events, ["step", "three", "definition"]);
  const names = ["two arguments", "three arguments", "definition", "step"];
  assertEquals(run.results, Object.fromEntries(names.map((name) => [name, "ok"])));
});

for (const keyword of ["it", "describe"]) {
  const leak = "() => { setTimeout(() => {}, 1e6); }";
  const body = keyword === "it" ? leak : `() => { it("leaks", ${leak}); }`;
  const [strict, loose] = [true, false].map((sanitizeOps) =>
    fixtures.add(`${keyword}("${keyword} at the top", { sanitizeOps: ${sanitizeOps} }, ${body});`)
  );
  Deno.test(`the sanitizer options of a top-level ${keyword} reach Deno`, async () => {
    const caught = await strict!();
    assertFalse(caught.success);
    const told = `^${keyword} at the top => .*\\nerror: Leaks detected:\\n.*A timer was started`;
    assertMatch(caught.report, new RegExp(told, "m"));
    const leaky = await loose!();
    assert(leaky.success, leaky.report);
  });
}

Deno.test("sanitizeExit of a nested test reaches its step", async () => {
  const fixture = (options: string) => `
    describe("suite", () => {
      it("exits", ${options}, () => Deno.exit(0));
      it("next", () => log("next"));
    });
  `;
  const kept = await runFixture(fixture("{}"));
  assertEquals([kept.results.exits, kept.events], ["FAILED", ["next"]]);
  const gone = await runFixture(fixture("{ sanitizeExit: false }"));
  assertEquals([gone.results.exits, gone.events], [undefined, []]);
});

/** What a fixture does wrong, the fixture, and what the report must say. */
const REFUSED = [
  ["an async describe body", `describe("suite", async () => {});`, "must not be async"],
  [
    "a describe body that throws",
    `describe("suite", () => { throw "a broken body"; });`,
    "a broken body",
  ],
  ["a hook outside describe", `beforeEach(() => {});`, "outside describe()"],
  [
    "permissions of a nested test",
    `describe("suite", () => { it("test", { permissions: "none" }, () => {}); });`,
    "Cannot set permissions",
  ],
  [
    "a test defined while tests run",
    `it("test", () => { it("late", () => {}); });`,
    "Nested Deno.test() calls",
  ],
] as const;

for (const [what, fixture, message] of REFUSED) {
  const refused = fixtures.add(fixture);
  Deno.test(`the run fails on ${what}`, async () => {
    const run = await refused();
    assertFalse(run.success);
    assertStringIncludes(run.report, message);
  });
}

Deno.test("the types refuse an async describe body and an unknown option", () => {
  const neverCalled = () => {
    // @ts-expect-error: a describe body returns nothing
    describe("suite", async () => {});
    // @ts-expect-error: the option is spelled `ignore`
    it("test", { ignored: true }, () => {});
  };
  assert(neverCalled);
});
