/**
 * `/health`: whether the service can do its work. `/`: where everything is.
 *
 * @module
 */

import { Hono } from "hono";
import type { ErrorCode } from "../../lib/mod.ts";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";
import type { Route } from "../gate/route_table.ts";
import { toRoteError } from "../http/problem.ts";

/**
 * The routes that say how the service is and what it offers.
 *
 * @param routes all routes of the service, once they are known
 */
export function healthRoutes(service: Service, routes: () => readonly Route[]) {
  const { jobs, store, release } = service;
  return new Hono()
    .get(
      "/health",
      route({ scope: "open", isVital: true }, (c) => {
        const { problems, models } = examine(service);
        const isDown = models === undefined;
        const status = isDown ? "down" : problems.length > 0 ? "impaired" : "ok";
        if (isDown) c.header("Retry-After", "5");
        return c.json(
          {
            status,
            release,
            ...(store.isReadOnly ? { readOnly: true } : {}),
            ...(isDown ? {} : { models }),
            jobs: jobs.counts,
            problems,
          },
          isDown ? 503 : 200,
        );
      }),
    )
    .get(
      "/",
      route({ scope: "open" }, (c) => {
        return c.json({
          name: "rote",
          release,
          // A path and the same with a slash behind it are one route.
          routes: routes().filter(({ name }) => !name.endsWith("/"))
            .map(({ method, name }) => `${method} ${name}`),
        });
      }),
    );
}

/** Something that is wrong with the service, in the words of its errors. */
interface HealthProblem {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** Looks for what is wrong. Without a number of models the store cannot be read. */
function examine(
  { store, limits, jobs, onError }: Service,
): { problems: HealthProblem[]; models?: number } {
  try {
    const { models, bytes } = store.size();
    const { queued } = jobs.counts;
    return {
      models,
      problems: [
        ...store.problems,
        ...(bytes >= limits.storeBytes
          ? [{ code: "store_full", detail: `The store has reached its ${limits.storeBytes} bytes` }]
          : []),
        ...(models >= limits.models
          ? [{ code: "too_many_models", detail: `There are ${models} models, as many as may be` }]
          : []),
        ...(queued > 0 && queued >= limits.queue
          ? [{ code: "queue_full", detail: `${queued} trainings wait, as many as may` }]
          : []),
      ] as HealthProblem[],
    };
  } catch (error) {
    onError(error);
    const { code, message } = toRoteError(error);
    return { problems: [{ code, detail: message }] };
  }
}
