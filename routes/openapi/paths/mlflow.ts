/**
 * The routes of MLflow's scoring server, in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { invocationsBody, invocationsQuery } from "../../../models/requests/schemas.ts";
import { OF_BLOB, OF_BODY, OF_JSON, OF_MODEL, OF_ROWS, OF_VALUES, OF_VERSION } from "../codes.ts";
import { json, type Operations } from "../operation.ts";

const text = (description: string) => ({
  200: { description, content: { "text/plain": { schema: z.string() } } },
});

/** The operations that an MLflow client asks. */
export const mlflowOperations: Operations = {
  "/ping": {
    get: {
      operationId: "ping",
      tags: ["MLflow"],
      summary: "Ask whether the service is up",
      responses: text("It is"),
      refusals: [],
    },
  },
  "/version": {
    get: {
      operationId: "getVersion",
      tags: ["MLflow"],
      summary: "Ask for the version of the service",
      responses: text("The version"),
      refusals: [],
    },
  },
  "/invocations": {
    post: {
      operationId: "invoke",
      tags: ["MLflow"],
      summary: "Predict as MLflow does",
      description:
        "Rows in one of instances, inputs, dataframe_split and dataframe_records. Without a model in the " +
        "query, the only one there is.",
      requestParams: { query: invocationsQuery },
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: invocationsBody.meta({ id: "Invocation" }),
            examples: {
              instances: { summary: "Rows", value: { instances: [[0, 1, 1], [1, 0, 0]] } },
              dataframe_split: {
                summary: "A data frame",
                value: { dataframe_split: { data: [[0, 1, 1], [1, 0, 0]] } },
              },
            },
          },
        },
      },
      responses: {
        200: json(
          "For each row the name of its class",
          z.strictObject({ predictions: z.array(z.string()) }),
          { predictions: ["yes", "no"] },
        ),
      },
      refusals: [
        ...OF_JSON,
        ...OF_BODY,
        "media_type_not_supported",
        ...OF_MODEL,
        ...OF_BLOB,
        ...OF_VERSION,
        ...OF_ROWS,
        ...OF_VALUES,
      ],
    },
  },
};
