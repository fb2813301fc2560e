/**
 * The routes of the service, as its OpenAPI document knows them.
 *
 * @module
 */

import { readConfiguration } from "../../../models/operating/configuration.ts";
import { openApiText, pathsOf } from "../../../routes/openapi/document.ts";
import { type Route, RouteTable } from "../../../routes/gate/route_table.ts";
import { openService } from "../../../routes/service.ts";

/** All routes, with what each asks of whoever calls it. */
export const ROUTES: readonly Route[] = await listRoutes();

/** The paths of the document. */
export const PATHS = pathsOf(ROUTES);

/** The document of a release. */
export function documentOf(release: string): string {
  return openApiText(release, ROUTES);
}

/** The route that the document names by method and path. */
export function routeOf(method: string, path: string): Route {
  const asked = method.toUpperCase() === "HEAD" ? "GET" : method.toUpperCase();
  return ROUTES.find((route) => route.method === asked && route.name === path)!;
}

async function listRoutes(): Promise<readonly Route[]> {
  const service = openService(readConfiguration({ ROTE_STORE: ":memory:" }, 1), {
    release: "test",
    log: { write: () => {} },
    isTracing: false,
  });
  const { all } = new RouteTable(service.app);
  await service.stop(0, () => Promise.resolve());
  return all;
}
