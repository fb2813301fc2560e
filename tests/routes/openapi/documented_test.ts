import { assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { EXAMPLE_JOB, EXAMPLE_PREDICTION } from "../../../routes/openapi/examples.ts";
import { checkDocumented } from "./documented.ts";

const json = { "Content-Type": "application/json" };
const problem = { "Content-Type": "application/problem+json" };
const PATH = "/v1/models/majority/predict";

/** A problem as this route has it. */
const NOT_FOUND = {
  type: "about:blank",
  title: "Not Found",
  status: 404,
  code: "model_not_found",
  detail: "There is no model",
};

const answer = (body: unknown, status = 200, headers: Record<string, string> = json) =>
  new Response(JSON.stringify(body), { status, headers });

describe("checkDocumented()", () => {
  it("accepts what the document has", async () => {
    await checkDocumented("POST", PATH, answer(EXAMPLE_PREDICTION));
    await checkDocumented("POST", `${PATH}?version=1`, answer(NOT_FOUND, 404, problem));
    await checkDocumented("GET", "http://127.0.0.1/v1/jobs/1", answer(EXAMPLE_JOB));
    await checkDocumented("GET", "/v1/nothing", answer("anything"));
  });

  const { labels: _, ...withoutLabels } = EXAMPLE_PREDICTION;
  const { title: __, ...withoutTitle } = NOT_FOUND;
  const refused: [string, string, string, Response][] = [
    ["a status", "POST", PATH, answer(EXAMPLE_PREDICTION, 201)],
    [
      "a media type",
      "POST",
      PATH,
      new Response("yes", { headers: { "Content-Type": "text/html" } }),
    ],
    ["a field too many", "POST", PATH, answer({ ...EXAMPLE_PREDICTION, time: 1 })],
    ["a field too few", "POST", PATH, answer(withoutLabels)],
    ["a field of another type", "POST", PATH, answer({ ...EXAMPLE_PREDICTION, labels: "yes" })],
    ["a code", "POST", PATH, answer({ ...NOT_FOUND, code: "job_not_found" }, 404, problem)],
    ["a problem's field", "POST", PATH, answer({ ...NOT_FOUND, hint: "?" }, 404, problem)],
    ["a problem without a field", "POST", PATH, answer(withoutTitle, 404, problem)],
    ["a missing header", "POST", "/v1/train", answer(EXAMPLE_JOB)],
  ];
  for (const [name, method, path, response] of refused) {
    it(`refuses ${name} that the document has not`, async () => {
      await assertRejects(() => checkDocumented(method, path, response));
    });
  }
});
