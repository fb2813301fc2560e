/**
 * What every refusal must look like (RFC 9457), and what is expected of a single one.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "./service_fixture.ts";

/** What a problem must say: status and code, and of its first offender what is given here. */
export interface Expected {
  status?: number;
  code: string;
  offender?: Record<string, unknown>;
  detail?: string;
}

/** Checks that a response is a problem, and the expected one. */
export async function checkRefusal(response: Response, expected: Expected): Promise<void> {
  const problem = await response.json();
  assertEquals(
    [response.status, problem.code],
    [expected.status ?? 422, expected.code],
    problem.detail,
  );
  assertEquals(response.headers.get("Content-Type"), "application/problem+json");
  assertEquals(problem.status, response.status);
  assertEquals(problem.type, "about:blank");
  assert(problem.title.length > 0 && problem.detail.length > 0);
  if (expected.detail) assertStringIncludes(problem.detail, expected.detail);
  const { offender = {} } = expected;
  for (const [key, value] of Object.entries(offender)) {
    assertEquals(problem.errors[0][key], value, `${key} of ${JSON.stringify(problem)}`);
  }
}

/** Opens a service with small limits and the model "xor" for a suite, and closes it afterwards. */
export function useSmallService(give: (opened: TestService) => void): void {
  let service: TestService;
  beforeAll(async () => {
    service = openService({ bodyBytes: 2_000, trainRows: 50, predictRows: 5 });
    await service.train(XOR);
    give(service);
  });
  afterAll(() => {
    assertEquals(service.faults, [], "no request may end as a fault of the service");
    service.close();
  });
}
