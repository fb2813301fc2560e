/**
 * `POST /v1/train` in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { job } from "../../../models/answers.ts";
import { trainBody } from "../../../models/requests/schemas.ts";
import { MAJORITY_TRAINING } from "../../majority.ts";
import { MAX_WAIT_SECONDS } from "../../http/prefer.ts";
import {
  OF_BODY,
  OF_CSV,
  OF_ENCODER,
  OF_JSON,
  OF_LABELS,
  OF_PACKED_ROWS,
  OF_ROOM,
  OF_ROWS,
  OF_SETTINGS,
  OF_VALUES,
} from "../codes.ts";
import { CSV_TRAINING, EXAMPLE_JOB, EXAMPLE_RUNNING_JOB, PACKED_TRAINING } from "../examples.ts";
import { json, type Operations } from "../operation.ts";
import { trainQuery } from "./train_query.ts";

const header = z.object({
  "Prefer": z.string().optional().meta({
    description:
      `\`wait=N\`: wait up to N seconds (${MAX_WAIT_SECONDS} at most) for the training ` +
      `to be done (RFC 7240)`,
    param: { example: "wait=10" },
  }),
  "Idempotency-Key": z.string().optional().meta({
    description: "1 to 255 visible ASCII characters of your choice: the same request, sent again " +
      "with the same key, is answered with the job that it made before",
    param: { example: "2f1c7f2e-6f0f-4d2b-8a5c-0f4b8a2b9d11" },
  }),
});

const headers = z.object({
  "Location": z.string().meta({ description: "Path of the job" }),
  "Preference-Applied": z.string().exactOptional().meta({ description: "The wait that held" }),
  "Idempotency-Replayed": z.literal("true").exactOptional().meta({
    description: "The request came before; nothing new was done",
  }),
});

/** The operation that trains. */
export const trainOperations: Operations = {
  "/v1/train": {
    post: {
      operationId: "train",
      tags: ["Training"],
      summary: "Train a named model",
      description:
        "The model comes to be, or gets a new version, when the job has succeeded. The " +
        "answer is the job as it is by then. The same rows, settings and seed give the same bytes.",
      requestParams: { query: trainQuery, header },
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: trainBody.meta({
              id: "TrainingRequest",
              required: ["model", "rows", "labels"],
            }),
            examples: { json: { summary: "The majority of three bits", value: MAJORITY_TRAINING } },
          },
          "text/csv": {
            schema: z.string().meta({
              description:
                "A header line that names the columns, then one row a line; a cell is 0 " +
                "or 1, and one column holds the labels",
            }),
            examples: {
              csv: { summary: "The same, with its settings in the query", value: CSV_TRAINING },
            },
          },
          "application/octet-stream": {
            schema: z.string().meta({
              format: "binary",
              description:
                "Packed rows, each in ceil(features / 8) bytes, the first bit the least " +
                "significant and unused bits 0; then one label byte a row; then the same for the " +
                "test rows, if any",
            }),
            examples: {
              packed: {
                summary: "The same: 8 rows and 8 labels, a byte each",
                value: PACKED_TRAINING,
              },
            },
          },
        },
      },
      responses: {
        200: json("The job, finished", job, EXAMPLE_JOB, headers),
        202: {
          ...json(
            "The job, not finished",
            job,
            EXAMPLE_RUNNING_JOB,
            headers.extend({
              "Retry-After": z.string().meta({
                description: "Seconds after which to ask for the job",
              }),
            }),
          ),
          links: { job: { operationId: "getJob", parameters: { id: "$response.body#/id" } } },
        },
      },
      refusals: [
        ...OF_JSON,
        ...OF_BODY,
        "media_type_not_supported",
        "name_not_legal",
        ...OF_ROWS,
        ...OF_VALUES,
        ...OF_ENCODER,
        ...OF_PACKED_ROWS,
        ...OF_CSV,
        ...OF_LABELS,
        ...OF_SETTINGS,
        ...OF_ROOM,
        "idempotency_key_not_legal",
        "idempotency_key_reused",
        "queue_full",
        "store_unavailable",
      ],
    },
  },
};
