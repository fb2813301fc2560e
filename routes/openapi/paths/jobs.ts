/**
 * `/v1/jobs` in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { job, jobList } from "../../../models/answers.ts";
import { jobsQuery } from "../../../models/requests/schemas.ts";
import { EXAMPLE_JOB, EXAMPLE_RUNNING_JOB } from "../examples.ts";
import { json, type Operations } from "../operation.ts";
import { jobPath } from "../parameters.ts";

const CANCELLED = {
  ...EXAMPLE_RUNNING_JOB,
  status: "cancelled",
  finishedAt: EXAMPLE_JOB.finishedAt,
  error: { code: "job_cancelled", detail: "The training was cancelled" },
};

const EVENTS = `retry: 2000

id: 2
event: job
data: ${JSON.stringify(EXAMPLE_RUNNING_JOB)}

`;

/** The operations of jobs. */
export const jobOperations: Operations = {
  "/v1/jobs": {
    get: {
      operationId: "listJobs",
      tags: ["Training"],
      summary: "List jobs",
      description:
        "The newest first, a page of them. Finished jobs are forgotten when there are too many.",
      requestParams: { query: jobsQuery },
      responses: { 200: json("The jobs", jobList, { jobs: [EXAMPLE_JOB] }) },
      refusals: ["request_not_valid", "store_unavailable"],
    },
  },
  "/v1/jobs/{id}": {
    get: {
      operationId: "getJob",
      tags: ["Training"],
      summary: "Ask what became of a training",
      requestParams: { path: jobPath },
      responses: { 200: json("The job", job, EXAMPLE_JOB) },
      refusals: ["job_not_found", "store_unavailable"],
    },
    delete: {
      operationId: "cancelJob",
      tags: ["Training"],
      summary: "Cancel a training",
      requestParams: { path: jobPath },
      responses: { 200: json("The job, cancelled", job, CANCELLED) },
      refusals: ["job_not_found", "job_finished", "store_read_only", "store_unavailable"],
    },
  },
  "/v1/jobs/{id}/events": {
    get: {
      operationId: "streamJob",
      tags: ["Training"],
      summary: "Listen to what becomes of a training",
      description:
        "Server-sent events, each of them the whole job in JSON, first as it is now. The " +
        "stream ends with the job. A comment now and then shows that it is alive.",
      requestParams: {
        path: jobPath,
        header: z.object({
          "Last-Event-ID": z.string().optional().meta({
            description: "Id of the last event that was heard: what it told is not told again",
          }),
        }),
      },
      responses: {
        200: {
          description: "The stream",
          content: {
            "text/event-stream": {
              schema: z.string().meta({ description: "Events named `job`; their ids only grow" }),
              example: EVENTS,
            },
          },
        },
        204: { description: "There is nothing more to hear: the client knows how the job ended" },
      },
      refusals: ["job_not_found", "too_many_streams", "store_unavailable"],
    },
  },
};
