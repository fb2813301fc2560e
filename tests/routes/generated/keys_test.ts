/**
 * The same requests to a service with keys: those that a key does not allow are refused, all others
 * answered as ever.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { routeOf } from "../openapi/routes.ts";
import { checkAnswer } from "./answer_check.ts";
import { brokenRequests } from "./breaking/breaker.ts";
import { OPERATIONS } from "./document.ts";
import { isReplay } from "./exceptions.ts";
import { holds } from "./property.ts";
import { openScene, type Scene } from "./scene.ts";
import { Tally } from "./tally.ts";
import { validRequests } from "./valid/valid.ts";

const ALL = "0123456789abcdef";
const KEYS: Readonly<Record<string, readonly string[]>> = {
  [`Bearer ${ALL}`]: ["read", "predict", "train"],
  "Bearer read-read-read-read": ["read"],
  "bearer  train-train-train-1": ["train"],
};
/** What is no key of the service. */
const STRANGE = [
  "",
  "Bearer",
  "Bearer ",
  `Basic ${ALL}`,
  ALL,
  `Bearer ${ALL}x`,
  "Bearer \u00e9\u00e9",
];

describe("requests made from the OpenAPI document, to a service with keys,", () => {
  let scene: Scene;
  const tally = new Tally();
  beforeAll(async () => {
    scene = await openScene({
      ROTE_API_KEYS: `${ALL},read:read-read-read-read,train:train-train-train-1`,
    }, { Authorization: `Bearer ${ALL}` });
  });
  afterAll(() => scene.close());

  it("are answered if their key allows it, and refused with 401 or 403 if not", async () => {
    const keys = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...Object.keys(KEYS)) },
      { weight: 1, arbitrary: fc.constantFrom(...STRANGE) },
    );
    const withBody = OPERATIONS.filter(({ type }) => type !== undefined);
    const requests = fc.oneof(...[...OPERATIONS, ...withBody].flatMap((operation) => [
      validRequests(operation, scene).map((request) => ({ request, isBroken: false })),
      brokenRequests(operation, scene).map(({ request }) => ({ request, isBroken: true })),
    ]));
    const cases = fc.record({ one: requests, key: keys }).map(({ one, key }) => ({ ...one, key }));
    await holds(cases, 3_000, 77, async ({ request, isBroken, key }) => {
      const answer = await scene.send(request, { Authorization: key });
      tally.add(request.operation.id, answer.status);
      const challenge = answer.headers.get("WWW-Authenticate");
      const refused = await checkAnswer(request, answer);
      if (isReplay(refused)) return;
      const scopes = KEYS[key];
      const isOpen = routeOf(request.operation.method, request.operation.path).scope === "open";
      if (answer.status === 401) assertEquals(scopes, undefined);
      // Another path may be one that is open to all, and a file that there is not is no open one.
      const isOther = isBroken || request.operation.path === "/docs/{file}";
      if (!isOther) assertEquals(answer.status === 401, scopes === undefined && !isOpen);
      if (answer.status === 401) assertMatch(challenge ?? "", /^Bearer/);
      if (isBroken || !scopes) return;
      const { method, path } = request.operation;
      const { scope } = routeOf(method, path);
      assertEquals(answer.status === 403, scope !== "open" && !scopes.includes(scope));
    });
  });

  it("were refused for want of a key, for its scope, and not at all", () => {
    for (const status of [200, 401, 403, 422]) {
      const count = tally.count((one) => one === status);
      assert(count >= 50, `${count} times ${status}`);
    }
    assertEquals(scene.faults, []);
  });
});
