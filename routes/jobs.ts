/**
 * `/v1/jobs`: what became of the trainings that were asked for.
 *
 * @module
 */

import { Hono } from "hono";
import { jobsQuery } from "../models/schemas.ts";
import type { Service } from "./app.ts";
import { readQuery } from "./request.ts";

/** The routes of jobs: list, one, cancel. */
export function jobRoutes({ jobs }: Service) {
  return new Hono()
    .get("/jobs", (c) => c.json({ jobs: jobs.list(readQuery(c, jobsQuery).limit) }))
    .get("/jobs/:id", (c) => c.json(jobs.find(c.req.param("id"))))
    .delete("/jobs/:id", (c) => c.json(jobs.cancel(c.req.param("id"))));
}
