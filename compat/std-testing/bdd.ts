/**
 * Stand-in for `@std/testing/bdd` where JSR cannot be reached (and npm has no copy of it): `describe`
 * and `it` over `Deno.test`, under the real package's names and with no more than it offers, so that
 * deleting `links` in the root `deno.json` replaces this file. Chosen over `node:test`, which
 * swallows a throwing `afterEach` and ignores a nested `it.only`.
 *
 * Left out: `this` as a context, suites passed as values, `todo`, and hooks outside `describe`.
 *
 * ```ts
 * import { beforeEach, describe, it } from "@std/testing/bdd";
 *
 * describe("a set", () => {
 *   let set: Set<number>;
 *   beforeEach(() => {
 *     set = new Set();
 *   });
 *   it("starts empty", () => {
 *     if (set.size !== 0) throw new Error("not empty");
 *   });
 * });
 * ```
 *
 * @module
 */
import {
  type Hook,
  type HookName,
  isFocused,
  newSuite,
  type Options,
  runSuite,
  type Suite,
  type TestBody,
} from "./suite.ts";

/** The forms a definition may be written in. */
type Arguments<Body> =
  | [definition: Options & { name: string; fn: Body }]
  | [name: string, body: Body]
  | [name: string, options: Options, body: Body];

/** Defines one test or suite. */
type Define<Body> = (...definition: Arguments<Body>) => void;

/** `describe` or `it`, with the variants every one of them has. */
interface Keyword<Body> extends Define<Body> {
  /** Defines it and leaves out every sibling without `only`; Deno then fails the run as a reminder. */
  only: Define<Body>;
  /** Defines it as ignored: reported, not run. */
  ignore: Define<Body>;
  /** The same as `ignore`. */
  skip: Define<Body>;
}

/** The suite whose body is being read; none outside `describe`. */
let current: Suite | undefined;

/**
 * Defines a suite. `body` defines its tests, hooks and inner suites, at once: an async `body` is
 * refused with a `TypeError`. The body of an ignored suite is not read.
 */
export const describe: Keyword<() => void | undefined> = keyword((name, options, body) => {
  const suite = newSuite(name, options);
  if (!options.ignore) readBody(suite, body);
  if (current) return addTo(current, suite);
  Deno.test({ ...options, name, only: isFocused(suite), fn: (t) => runSuite(suite, t) });
});

/** Defines a test: a step of the suite around it, or a plain `Deno.test` outside `describe`. */
export const it: Keyword<TestBody> = keyword((name, options, body) => {
  if (current) return addTo(current, { name, options, body });
  Deno.test({ ...options, name, fn: body });
});

/** The same as {@linkcode it}. */
export const test: Keyword<TestBody> = it;

/** Runs `hook` once before the tests of this suite. If it throws, none of them runs. */
export function beforeAll(hook: Hook): void {
  addHook("beforeAll", hook);
}

/** Runs `hook` once after the tests of this suite, failed ones included. */
export function afterAll(hook: Hook): void {
  addHook("afterAll", hook);
}

/** Runs `hook` before each test of this suite and its inner ones. If it throws, the test fails. */
export function beforeEach(hook: Hook): void {
  addHook("beforeEach", hook);
}

/** Runs `hook` after each test of this suite and its inner ones, failed ones included. */
export function afterEach(hook: Hook): void {
  addHook("afterEach", hook);
}

function keyword<Body>(
  define: (name: string, options: Options, body: Body) => void,
): Keyword<Body> {
  const variant = (preset: Options): Define<Body> => (...args) => {
    if (args.length === 1) {
      const { name, fn, ...options } = args[0];
      return define(name, { ...options, ...preset }, fn);
    }
    if (args.length === 2) return define(args[0], preset, args[1]);
    define(args[0], { ...args[1], ...preset }, args[2]);
  };
  const ignore = variant({ ignore: true });
  return Object.assign(variant({}), { only: variant({ only: true }), ignore, skip: ignore });
}

function readBody(suite: Suite, body: () => unknown): void {
  const outer = current;
  current = suite;
  try {
    if (body() instanceof Promise) {
      throw new TypeError(`Cannot define suite "${suite.name}": its body must not be async`);
    }
  } finally {
    current = outer;
  }
}

function addTo(suite: Suite, child: Suite["children"][number]): void {
  if (child.options.permissions !== undefined) {
    throw new TypeError(`Cannot set permissions of "${child.name}": it is inside "${suite.name}"`);
  }
  suite.children.push(child);
}

function addHook(name: HookName, hook: Hook): void {
  if (!current) throw new TypeError(`Cannot add ${name}(): it is outside describe()`);
  current.hooks[name].push(hook);
}
