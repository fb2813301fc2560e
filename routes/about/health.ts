/**
 * `/health`: whether the service can do its work. `/`: where everything is.
 *
 * @module
 */

import { Hono } from "hono";
import type { ErrorCode } from "../../lib/mod.ts";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";
import { toRoteError } from "../http/problem.ts";

/** The routes that say how the service is and what it offers. */
export function healthRoutes(service: Service) {
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
          routes: [
            "POST /v1/train",
            "GET /v1/jobs",
            "GET /v1/jobs/{id}",
            "GET /v1/jobs/{id}/events",
            "DELETE /v1/jobs/{id}",
            "GET /v1/models",
            "GET /v1/models/{name}",
            "DELETE /v1/models/{name}",
            "GET /v1/models/{name}/versions",
            "POST /v1/models/{name}/predict",
            "GET /v1/models/{name}/blob",
            "PUT /v1/models/{name}/blob",
            "GET /v1/models/{name}/export/{target}",
            "GET /v2",
            "GET /v2/health/live",
            "GET /v2/health/ready",
            "GET /v2/models/{name}",
            "GET /v2/models/{name}/ready",
            "POST /v2/models/{name}/infer",
            "GET /v2/models/{name}/versions/{version}",
            "GET /v2/models/{name}/versions/{version}/ready",
            "POST /v2/models/{name}/versions/{version}/infer",
            "POST /v2/repository/index",
            "POST /invocations",
            "GET /ping",
            "GET /version",
            "GET /health",
            "GET /metrics",
            "GET /openapi.json",
            "GET /docs",
          ],
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
