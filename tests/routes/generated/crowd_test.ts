/**
 * The same requests, many at a time and more than a service with small limits takes: what is too much
 * is told when to come back.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { checkAnswer } from "./answer_check.ts";
import { brokenRequests } from "./breaking/breaker.ts";
import { OPERATIONS } from "./document.ts";
import { type GeneratedRequest, show } from "./request.ts";
import { openScene, type Scene } from "./scene.ts";
import { Tally } from "./tally.ts";
import { validRequests } from "./valid/valid.ts";

/** Requests at the same time. */
const CROWD = 20;

describe("a crowd of requests made from the OpenAPI document", () => {
  let scene: Scene;
  const tally = new Tally();
  beforeAll(async () => {
    scene = await openScene({
      ROTE_WORKERS: "1",
      ROTE_MAX_QUEUE: "1",
      ROTE_MAX_CONCURRENT_REQUESTS: "12",
      ROTE_MAX_BODY_BYTES: "1024",
      ROTE_MAX_MODELS: "5",
    });
  });
  afterAll(() => scene.close());

  it("is answered by 4xx, 429 and 503 at worst", async () => {
    const trainings = OPERATIONS.filter(({ id }) => id === "train");
    const requests: fc.Arbitrary<GeneratedRequest> = fc.oneof(
      ...[...OPERATIONS, ...trainings, ...trainings, ...trainings]
        .map((operation) => validRequests(operation, scene)),
      ...OPERATIONS.map((operation) =>
        brokenRequests(operation, scene).map(({ request }) => request)
      ),
    );
    const large = validRequests(trainings[0]!, scene)
      .map((request) => ({ ...request, json: undefined, bytes: new Uint8Array(2_000) }));
    const crowds = fc.array(
      fc.oneof({ weight: 50, arbitrary: requests }, { weight: 1, arbitrary: large }),
      { minLength: CROWD, maxLength: CROWD },
    );
    await fc.assert(
      fc.asyncProperty(crowds, async (crowd) => {
        await Promise.all(crowd.map(async (request) => {
          const answer = await scene.send(request);
          tally.add(request.operation.id, answer.status);
          await checkAnswer(request, answer).catch((error) => {
            throw new Error(`${error.message}\n${show(request)}`);
          });
        }));
      }),
      // What a crowd comes to hangs on its whole, and on time: nothing to shrink.
      { numRuns: 100, seed: 7, endOnFailure: true },
    );
  });

  it("was refused by every limit, and never ended as a fault", () => {
    for (const status of [200, 413, 429, 503]) {
      assert(tally.count((one) => one === status) > 0, `no ${status}`);
    }
    assertEquals(scene.faults, []);
  });
});
