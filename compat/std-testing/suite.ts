/**
 * A tree of tests, and how it runs inside one `Deno.test`: every suite and test below the top is a
 * step, so `Deno.test` reports and counts it. `bdd.ts` builds the tree.
 *
 * Invariant: an error in a hook reaches the step or test around it, and so fails the run. As in the
 * real package, `after` hooks run only where all `before` hooks beside them succeeded.
 *
 * @module
 */

/**
 * What can be set for a test or a suite. Inside a suite, `permissions` is refused, and Deno (2.9)
 * takes no notice of `sanitizeOps` and `sanitizeResources`: it checks for leaks once, at the end of
 * a top-level test. Set those on the outermost suite.
 */
export type Options = Pick<
  Deno.TestDefinition,
  "ignore" | "only" | "permissions" | "sanitizeExit" | "sanitizeOps" | "sanitizeResources"
>;

/** The body of a test. */
export type TestBody = (t: Deno.TestContext) => void | Promise<void>;

/** Code that runs around tests. */
export type Hook = () => void | Promise<void>;

/** The four places for a hook. */
export type HookName = "beforeAll" | "afterAll" | "beforeEach" | "afterEach";

/** A leaf of the tree. */
export interface Test {
  /** Shown in reports. */
  readonly name: string;
  /** As given. */
  readonly options: Options;
  /** What it runs. */
  readonly body: TestBody;
}

/** A node of the tree. */
export interface Suite {
  /** Shown in reports. */
  readonly name: string;
  /** As given. */
  readonly options: Options;
  /** Hooks in the order in which they were added, which is the order they run in. */
  readonly hooks: Record<HookName, Hook[]>;
  /** Tests and inner suites in the order in which they run. */
  readonly children: (Suite | Test)[];
}

/** Makes a suite without hooks and children. */
export function newSuite(name: string, options: Options): Suite {
  const hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
  return { name, options, hooks, children: [] };
}

/** Tells whether `only` was set here or anywhere below. */
export function isFocused(node: Suite | Test): boolean {
  return node.options.only === true || ("children" in node && node.children.some(isFocused));
}

/**
 * Runs a suite in the test or step `t`. `outer` is the path of suites from the top to this one's
 * parent. Throws what a hook threw; a failed step fails `t` without an exception.
 */
export function runSuite(suite: Suite, t: Deno.TestContext, outer: Suite[] = []): Promise<void> {
  const path = [...outer, suite];
  const focusing = suite.children.some(isFocused);
  return between(suite.hooks.beforeAll, async () => {
    for (const child of suite.children) {
      const { only: _only, permissions: _permissions, ...options } = child.options;
      await t.step({
        ...options,
        name: child.name,
        ignore: options.ignore === true || (focusing && !isFocused(child)),
        fn: (t) => "children" in child ? runSuite(child, t, path) : runTest(child, t, path),
      });
    }
  }, suite.hooks.afterAll);
}

/** Runs a test inside the `Each` hooks of every suite on its path, the outermost outside. */
async function runTest(test: Test, t: Deno.TestContext, path: Suite[]): Promise<void> {
  const [suite, ...inner] = path;
  if (!suite) return await test.body(t);
  const { beforeEach, afterEach } = suite.hooks;
  await between(beforeEach, () => runTest(test, t, inner), afterEach);
}

/** Runs `body`, then every hook in `after` whatever failed before it; throws all that was thrown. */
async function between(before: Hook[], body: Hook, after: Hook[]): Promise<void> {
  for (const hook of before) await hook();
  const errors: unknown[] = [];
  for (const run of [body, ...after]) {
    try {
      await run();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, "Several errors in a test and its hooks");
}
