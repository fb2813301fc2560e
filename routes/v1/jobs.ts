/**
 * `/v1/jobs`: what became of the trainings that were asked for.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import { isFinished, stepOf } from "../../models/job.ts";
import { jobsQuery } from "../../models/requests/schemas.ts";
import type { Service } from "../parts.ts";
import { RETRY, STREAM_HEADERS } from "../http/event_stream.ts";
import { jobEvent, JobEvents } from "./job_events.ts";
import { route } from "../gate/access.ts";
import { senderOf } from "../http/passage.ts";
import { readQuery } from "../http/request.ts";

/** The routes of jobs: list, one, its events, cancel. */
export function jobRoutes({ jobs, limits, shares }: Service) {
  const events = new JobEvents(jobs, limits.eventStreams, shares);
  return new Hono()
    .get(
      "/jobs",
      route({ scope: "read", readsQuery: true }, (c) => {
        const { limit, ...filter } = readQuery(c, jobsQuery);
        const { entries, next } = jobs.page(limit, filter);
        return c.json({ jobs: entries, ...(next === undefined ? {} : { next }) });
      }),
    )
    .get("/jobs/:id", route({ scope: "read" }, (c) => c.json(jobs.find(c.req.param("id")!))))
    .get(
      "/jobs/:id/events",
      route({ scope: "read", boundsAnswer: true }, (c) => {
        const job = jobs.find(c.req.param("id")!);
        const told = readLastEventId(c);
        if (isFinished(job)) {
          // An EventSource asks again when a stream ends, until it hears that there is nothing more.
          if (told === stepOf(job)) return c.body(null, 204, { "Cache-Control": "no-store" });
          return c.body(RETRY + jobEvent(job), 200, STREAM_HEADERS);
        }
        // Nobody would read it.
        if (c.req.method === "HEAD") return c.body(null, 200, STREAM_HEADERS);
        return c.body(events.open(job, told, senderOf(c)), 200, STREAM_HEADERS);
      }),
    )
    .delete("/jobs/:id", route({ scope: "train" }, (c) => c.json(jobs.cancel(c.req.param("id")!))));
}

/** The id of the last event that a client was told, if it says one of ours. */
function readLastEventId(c: Context): number | undefined {
  const id = c.req.header("Last-Event-ID") ?? "";
  return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}
