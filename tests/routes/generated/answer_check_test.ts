/**
 * The checks themselves: each can fail.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { refusal } from "../../../routes/gate/refusal.ts";
import { RoteError } from "../../../lib/mod.ts";
import { checkAnswer } from "./answer_check.ts";
import { isNamed } from "./breaking/broken.ts";
import { OPERATIONS } from "./document.ts";
import type { GeneratedRequest } from "./request.ts";

const request: GeneratedRequest = {
  operation: OPERATIONS.find(({ id }) => id === "predict")!,
  path: { name: "m" },
  query: [],
  headers: {},
  isMeaningful: true,
};
const inference = { ...request, operation: OPERATIONS.find(({ id }) => id === "infer")! };

function answer(body: unknown, status: number, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "X-Content-Type-Options": "nosniff", ...headers },
  });
}

function refused(path: string, error = new RoteError("model_not_found", "There is no model")) {
  const made = refusal(error, path);
  made.headers.set("X-Content-Type-Options", "nosniff");
  return made;
}

describe("checkAnswer()", () => {
  const json = { "Content-Type": "application/json" };

  it("takes the refusals of the service, each in its path's form", async () => {
    const { text } = (await checkAnswer(request, refused("/v1/models/m/predict")))!;
    assertEquals(text, "There is no model");
    assertEquals((await checkAnswer(inference, refused("/v2/models/m/infer")))!.text, text);
  });

  it("refuses faults, refusals of another form, and no Retry-After", async () => {
    for (
      const [asked, wrong] of [
        [request, refused("/v1", new RoteError("internal", "A fault"))],
        [request, answer({ error: "no" }, 404, json)],
        [request, answer("no", 405, { "Content-Type": "text/plain" })],
        [request, answer({}, 418, json)],
        [
          request,
          answer({ type: "about:blank" }, 405, {
            "Content-Type": "application/problem+json",
          }),
        ],
        [request, answer({}, 429, json)],
        [inference, refused("/v1/models/m")],
        [inference, answer({ error: "" }, 404, json)],
      ] as const
    ) await assertRejects(() => checkAnswer(asked, wrong));
  });
});

describe("isNamed()", () => {
  const breach = {
    kind: "null",
    field: "/test/rows",
    names: ["rows", "labels"],
    pointer: "/test/rows",
  };
  const told = (text: string, ...pointers: string[]) => isNamed(breach, { text, pointers });

  it("wants the field's name as a word, or a pointer to it or beside it", () => {
    assert(told("The rows are off") && told("Off", "/test/rows/0") && told("Off", "/test/labels"));
    assert(!told("The brows are off") && !told("Off") && !told("The rows are off", "/rows"));
    assert(!told("The rows are off", "/test/other"));
  });
});
