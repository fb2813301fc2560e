/**
 * A client of a whole service, without a socket: its requests go to the app as they are.
 *
 * @module
 */

import { createClient, type Fetch, type RoteClient } from "../../client/mod.ts";
import type { TestService } from "../routes/service_fixture.ts";

/** Where the service would be. */
export const BASE = "http://localhost";

/** A client of a service. `spy` sees every request, and may answer it in the service's place. */
export function clientOf(
  service: TestService,
  spy: (request: Request) => Response | void = () => {},
): RoteClient {
  return createClient(BASE, { fetch: fetchOf(service, spy) });
}

/** What sends requests to a service. */
export function fetchOf(
  service: TestService,
  spy: (request: Request) => Response | void = () => {},
): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    return spy(request) ?? await service.app.request(request);
  };
}
