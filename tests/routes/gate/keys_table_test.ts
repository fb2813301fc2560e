/**
 * Every route with every method, every kind of key and every spelling of its path: what a key does not
 * allow is not done, whatever way is taken.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { readConfiguration } from "../../../models/operating/configuration.ts";
import { openService, type RunningService } from "../../../routes/service.ts";
import { ROUTES } from "../openapi/routes.ts";

const KEYS: Readonly<Record<string, readonly string[]>> = {
  "": [],
  "wrong-wrong-wrong": [],
  "read-read-read-read": ["read"],
  "predict-predict-pre": ["predict"],
  "train-train-train-1": ["train"],
  "all-all-all-all-all": ["read", "predict", "train"],
};
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
const HOST = "rote.example.org:8000";

/** Ways to write the same path, or what somebody may take for it; the plain one first. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `http://${HOST}${path}`,
  (path) => `http://${HOST}/docs/..${path}`,
  (path) => `http://${HOST}/docs/%2e%2e${path}`,
  (path) => `http://${HOST}/docs/.%2e${path}`,
  (path) => `http://${HOST}/docs/%2E.${path}`,
  (path) => `http://${HOST}/docs\\..${path}`,
  (path) => `http://${HOST}/docs\\..${path.replaceAll("/", "\\")}`,
  (path) => `http://${HOST}/health/../.${path}`,
  (path) => `http://${HOST}/${path}`,
  (path) => `http://${HOST}/.${path}`,
  (path) => `http://${HOST}${path}/.`,
  (path) => `http://${HOST}${path}/`,
  (path) => `http://${HOST}${path}?x=/docs`,
  (path) => `http://${HOST}${path}#/docs`,
  (path) => `http://${HOST}${path};/docs`,
  (path) => `http://${HOST}${path.replace(/[a-z]/, (one) => `%${one.charCodeAt(0).toString(16)}`)}`,
  (path) => `http://${HOST}${path.toUpperCase()}`,
  (path) => `http://${HOST}/docs/..${path}/../../docs`,
  (path) => `http://${HOST}/docs/..${path}`.replace(HOST, "127.0.0.1:8000"),
  (path) => `http://127.0.0.1/docs/..${path}`,
  (path) => `http://127.0.0.1?${path}`,
  (path) => `http://127.0.0.1#${path}`,
  (path) => `http://x@127.0.0.1${path}`,
  (path) => `https://${HOST}${path}`,
];

/** What the gate says when it refuses, so that no handler was called. */
const OF_GATE = new Set([
  ...["target_not_legal", "key_missing", "key_not_valid", "key_scope_missing"],
  ...["route_not_found", "method_not_allowed"],
]);
/** The same below `/v2`, where there are no codes. */
const WORDS =
  /^(The path |The Host |This needs a key|The key |There is no [A-Z]+ |\S+ does not take )/;

describe("routes, methods, keys and spellings", () => {
  let service: RunningService;
  beforeAll(() => {
    const keys = Object.entries(KEYS).filter(([, scopes]) => scopes.length > 0)
      .map(([key, scopes]) => `${scopes.join("+")}:${key}`);
    const variables = { ROTE_STORE: ":memory:", ROTE_API_KEYS: keys.join(" ") };
    service = openService(readConfiguration(variables, 1), {
      release: "test",
      log: { write: () => {} },
      isTracing: false,
    });
  });
  afterAll(() => service.stop(0, () => Promise.resolve()));

  const ask = async (method: string, url: string, key: string) => {
    const request = new Request("http://localhost/", {
      method,
      headers: key === "" ? {} : { Authorization: `Bearer ${key}` },
    });
    // As the server gives it: what a client wrote, unresolved.
    Object.defineProperty(request, "url", { value: url });
    const answer = await service.handle(request, { remoteAddr: { hostname: "10.0.0.1" } });
    const { status } = answer;
    if (method === "HEAD") return { status, isGate: [400, 401, 403, 404, 405].includes(status) };
    const text = await answer.text();
    const { code, error } = text.startsWith("{") ? JSON.parse(text) : {};
    return { status, isGate: OF_GATE.has(code) || WORDS.test(error ?? "") };
  };

  it("never call a handler that the key does not allow, and always one that it does", async () => {
    let asked = 0;
    let answered = 0;
    const wrong: string[] = [];
    for (const name of new Set(ROUTES.map(({ name }) => name))) {
      // A model and a job that are not there: a handler that is called says so.
      const path = name.replace("{file}", "start.js").replace(/\{\w+\}/g, "absent");
      for (const method of METHODS) {
        const asMethod = method === "HEAD" ? "GET" : method;
        const route = ROUTES.find((one) => one.name === name && one.method === asMethod);
        for (const [key, scopes] of Object.entries(KEYS)) {
          const mayCall = route && (route.scope === "open" || scopes.includes(route.scope));
          for (const [at, spell] of SPELLINGS.entries()) {
            const url = spell(path);
            const { status, isGate } = await ask(method, url, key);
            asked++;
            if (!isGate) answered++;
            if (isGate ? at === 0 && mayCall && method !== "HEAD" : !mayCall) {
              wrong.push(`${method} ${url} with ${key || "no key"}: ${status}`);
            }
          }
        }
      }
    }
    assert(asked > 20_000 && answered > 500, `${asked} asked, ${answered} answered`);
    assertEquals(wrong, []);
  });

  it("refuse with 401 whoever has no key, and tell those who have one that there is nothing", async () => {
    for (const [path, code] of [["/nothing", 404], ["/v1/train", 405], ["/docs/x.js", 404]]) {
      const url = `http://${HOST}${path}`;
      assertEquals((await ask("GET", url, "")).status, 401);
      assertEquals((await ask("GET", url, "wrong-wrong-wrong")).status, 401);
      assertEquals((await ask("GET", url, "read-read-read-read")).status, code);
    }
  });
});
