/**
 * `@std/testing/bdd` as our stand-in implements it: small test files run with a real `deno test`,
 * because what counts is what Deno makes of them.
 *
 * @module
 */
import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { Fixtures, runFixture } from "./fixture.ts";

const fixtures = new Fixtures();

const order = fixtures.add(`
  const later = (event) => new Promise((done) => setTimeout(done)).then(() => log(event));
  describe("outer", () => {
    for (const [name, hook] of Object.entries({ beforeAll, afterAll, beforeEach, afterEach })) {
      hook(() => log("outer " + name));
      hook(() => later("outer " + name + " 2"));
    }
    it("first", () => log("first"));
    describe("inner", () => {
      for (const [name, hook] of Object.entries({ beforeAll, afterAll, beforeEach, afterEach })) {
        hook(() => log("inner " + name));
      }
      it("second", () => later("second"));
    });
  });
`);
Deno.test("hooks run in order and are awaited, outer suites around inner ones", async () => {
  const run = await order();
  assert(run.success, run.report);
  assertEquals(run.events, [
    ...["outer beforeAll", "outer beforeAll 2"],
    ...["outer beforeEach", "outer beforeEach 2", "first", "outer afterEach", "outer afterEach 2"],
    ...["inner beforeAll", "outer beforeEach", "outer beforeEach 2", "inner beforeEach", "second"],
    ...["inner afterEach", "outer afterEach", "outer afterEach 2", "inner afterAll"],
    ...["outer afterAll", "outer afterAll 2"],
  ]);
  assertEquals(run.results, { first: "ok", second: "ok", inner: "ok", outer: "ok" });
});

for (const hook of ["beforeAll", "beforeEach", "afterEach", "afterAll"]) {
  for (const suite of ["outer", "inner"]) {
    const fixture = (statement: string) => `
      describe("outer", () => {
        ${suite === "outer" ? statement : ""}
        describe("inner", () => {
          ${suite === "inner" ? statement : ""}
          it("test", () => log("test"));
        });
      });
    `;
    const throwing = fixtures.add(
      fixture(`${hook}(() => { throw new Error("${hook} of ${suite} threw"); });`),
    );
    const rejecting = fixtures.add(
      fixture(`${hook}(() => Promise.reject("${hook} of ${suite} rejected"));`),
    );
    const sound = fixtures.add(fixture(`${hook}(() => {});`));
    Deno.test(`the run fails when ${hook} throws in an ${suite} suite`, async () => {
      const broken = await throwing();
      assertFalse(broken.success);
      assertStringIncludes(broken.report, `${hook} of ${suite} threw`);
      assertEquals(broken.events, hook.startsWith("before") ? [] : ["test"]);
      assertEquals(broken.results.outer, "FAILED");
      const rejected = await rejecting();
      assertFalse(rejected.success);
      assertStringIncludes(rejected.report, `${hook} of ${suite} rejected`);
      const whole = await sound();
      assert(whole.success, whole.report);
    });
  }
}

const errors = fixtures.add(`
  describe("suite", () => {
    afterAll(() => log("afterAll"));
    afterEach(() => { log("afterEach"); throw new Error("broken hook"); });
    afterEach(() => log("afterEach 2"));
    it("test", () => { throw new Error("broken test"); });
    it("next", () => log("next"));
  });
`);
Deno.test("afterEach and afterAll run after a failed test, and every error is reported", async () => {
  const run = await errors();
  assertFalse(run.success);
  const each = ["afterEach", "afterEach 2"];
  assertEquals(run.events, [...each, "next", ...each, "afterAll"]);
  assertStringIncludes(run.report, "broken test");
  assertStringIncludes(run.report, "broken hook");
});

const skipped = fixtures.add(`
  const never = () => { throw new Error("ran"); };
  it.skip("plain skip", never);
  it("plain option", { ignore: true }, never);
  describe.skip("top skip", never);
  describe("suite", () => {
    it("runs", () => log("runs"));
    it.skip("skip", never);
    it.ignore("ignore", never);
    it("option", { ignore: true }, never);
    it({ name: "definition", ignore: true, fn: never });
    describe.skip("suite skip", never);
    describe.ignore("suite ignore", never);
    describe("suite option", { ignore: true }, never);
  });
`);
Deno.test("skipped and ignored tests and suites are reported as ignored and do not run", async () => {
  const run = await skipped();
  assert(run.success, run.report);
  assertEquals(run.events, ["runs"]);
  const { runs, suite, ...others } = run.results;
  assertEquals([runs, suite], ["ok", "ok"]);
  assertEquals(Object.keys(others).length, 10);
  assertEquals(new Set(Object.values(others)), new Set(["ignored"]));
});

Deno.test("a nested it.only runs alone and fails the run as a reminder", async () => {
  const run = await runFixture(`
    it("plain", () => log("plain"));
    describe("other", () => { it("elsewhere", () => log("elsewhere")); });
    describe("outer", () => {
      it("before", () => log("before"));
      describe("sibling", () => {
        beforeAll(() => log("sibling hook"));
        it("cousin", () => log("cousin"));
      });
      describe("inner", () => {
        it("near", () => log("near"));
        it.only("chosen", () => log("chosen"));
      });
      it("after", () => log("after"));
    });
  `);
  assertEquals(run.events, ["chosen"]);
  assertFalse(run.success);
  assertStringIncludes(run.report, `"only" option was used`);
  assertEquals(run.results, {
    ...{ before: "ignored", sibling: "ignored", near: "ignored", chosen: "ok" },
    ...{ inner: "ok", after: "ignored", outer: "ok" },
  });
});

Deno.test("describe.only runs every test in it, and none beside it", async () => {
  const run = await runFixture(`
    describe("outer", () => {
      it("beside", () => log("beside"));
      describe.only("chosen", () => {
        it("one", () => log("one"));
        describe("deeper", () => { it("two", () => log("two")); });
      });
    });
    describe("other", () => { it("elsewhere", () => log("elsewhere")); });
  `);
  assertEquals(run.events, ["one", "two"]);
  assertFalse(run.success);
});
