/**
 * `/v1/models` and `/v1/models/{name}` in the OpenAPI document.
 *
 * @module
 */

import { modelDescription, modelList } from "../../models/answers.ts";
import { OF_MODEL } from "./codes.ts";
import { EXAMPLE_MODEL, EXAMPLE_VERSION } from "./examples.ts";
import { json, type Operations } from "./operation.ts";
import { modelPath } from "./parameters.ts";

/** The operations of models by name. */
export const modelOperations: Operations = {
  "/v1/models": {
    get: {
      operationId: "listModels",
      tags: ["Models"],
      summary: "List models",
      description: "By name, each with the facts of its current version.",
      responses: { 200: json("The models", modelList, { models: [EXAMPLE_MODEL] }) },
      refusals: ["store_unavailable"],
    },
  },
  "/v1/models/{name}": {
    get: {
      operationId: "getModel",
      tags: ["Models"],
      summary: "Describe a model and its versions",
      requestParams: { path: modelPath },
      responses: {
        200: json("The model", modelDescription, { ...EXAMPLE_MODEL, versions: [EXAMPLE_VERSION] }),
      },
      refusals: OF_MODEL,
    },
    delete: {
      operationId: "deleteModel",
      tags: ["Models"],
      summary: "Delete a model with all its versions",
      requestParams: { path: modelPath },
      responses: { 204: { description: "It is deleted" } },
      refusals: OF_MODEL,
    },
  },
};
