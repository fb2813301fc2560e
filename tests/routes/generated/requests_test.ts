/**
 * More than 20,000 requests that are made from the OpenAPI document, valid ones and such as are
 * broken in one place, against the whole service: none ends as a fault, and each refusal names what
 * was wrong.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { checkAnswer } from "./answer_check.ts";
import { brokenRequests } from "./breaking/breaker.ts";
import { isNamed } from "./breaking/broken.ts";
import { type Operation, OPERATIONS } from "./document.ts";
import { isElsewhere, isReplay, isTaken } from "./exceptions.ts";
import { fieldsOf } from "./breaking/places.ts";
import { holds, seedOf } from "./property.ts";
import { openScene, type Scene } from "./scene.ts";
import { Tally } from "./tally.ts";
import { validRequests } from "./valid/valid.ts";

/** Requests of each operation, for each media type of its body: the body is what has most fields. */
const VALID = { withBody: 560, withoutBody: 60 };
const BROKEN = { withBody: 1_100, withoutBody: 60 };
const runsOf = ({ type }: Operation, { withBody, withoutBody }: typeof VALID) =>
  type === undefined ? withoutBody : withBody;
const nameOf = ({ method, path, type }: Operation) => [method, path, type ?? ""].join(" ").trim();

describe("requests made from the OpenAPI document", () => {
  let scene: Scene;
  const tally = new Tally();
  /** What was broken, by operation. */
  const broken = new Set<string>();
  beforeAll(async () => void (scene = await openScene()));
  afterAll(() => scene.close());

  describe("that are valid are answered as the document says:", () => {
    for (const operation of OPERATIONS) {
      it(nameOf(operation), async () => {
        const requests = validRequests(operation, scene);
        await holds(requests, runsOf(operation, VALID), seedOf(operation), async (request) => {
          const answer = await scene.send(request);
          tally.add(nameOf(operation), answer.status);
          const refused = await checkAnswer(request, answer);
          if (!request.isMeaningful || isReplay(refused)) return;
          assert(answer.status < 400 || mayFail(operation), `${answer.status}: ${refused?.text}`);
        });
      });
    }
  });

  describe("that are broken in one place are refused by its name:", () => {
    for (const operation of OPERATIONS) {
      it(nameOf(operation), async () => {
        const cases = brokenRequests(operation, scene);
        const seed = 1_000 + seedOf(operation);
        await holds(cases, runsOf(operation, BROKEN), seed, async ({ request, breach }) => {
          const answer = await scene.send(request);
          tally.add(nameOf(operation), answer.status);
          broken.add(`${operation.id} ${breach.field}`);
          const refused = await checkAnswer(request, answer);
          assert(
            answer.status >= 400 || breach.mayPass || isTaken(breach),
            `is taken with ${answer.status}`,
          );
          if (!refused || isReplay(refused) || isElsewhere(breach, refused)) return;
          assert(isNamed(breach, refused), `is not named: ${answer.status} ${refused.text}`);
        });
      });
    }
  });

  it("were broken in every parameter, and in every field of every body", () => {
    const places = OPERATIONS.flatMap(({ id, type, schema, parameters }) => [
      ...(type === "application/json" ? fieldsOf(schema) : []).map((field) => `${id} ${field}`),
      ...parameters.map(({ name, in: place }) =>
        `${id} ${
          {
            path: `{${name}}`,
            query: `?${name}`,
            header: name,
          }[place]
        }`
      ),
    ]);
    assert(places.length > 100, `${places.length} places`);
    assertEquals(places.filter((place) => !broken.has(place)), []);
  });

  it("were more than 20,000, and a third of them did what they asked for", () => {
    const done = tally.count((status) => status < 300);
    assert(tally.count() >= 20_000, `${tally.count()}`);
    assert(
      3 * done >= tally.count(),
      `${done} of ${tally.count()}: ${JSON.stringify(tally.counts)}`,
    );
  });

  it("never ended as a fault of the service", () => {
    assertEquals(tally.count((status) => status >= 500), 0);
    assertEquals(scene.faults, []);
  });
});

/** What is done once cannot be done again: the model is deleted, the job has ended. */
function mayFail({ id }: Operation): boolean {
  return id === "deleteModel" || id === "cancelJob";
}
